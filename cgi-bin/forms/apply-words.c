/* What is said around a form to people outside, in their language.
 * SPDX-License-Identifier: MIT
 *
 * A language more is a column more. The words of the form itself are the
 * form's (itext).
 */
#include <string.h>

#include "apply.h"
#include "base/mem.h"

static const char *const codes[] = {"en", "ar", "zh", "vi"};
enum { LANGUAGES = sizeof codes / sizeof *codes };

static const char *const words[SAY__MAX][LANGUAGES] = {
    [SAY_LEAD] = {"We mail you a code, so that what you write is kept. You can "
		  "stop at any time and go on later, on another device too.",
		  "نرسل إليك رمزًا بالبريد الإلكتروني ليُحفظ ما تكتبه. يمكنك "
		  "التوقف في أي وقت والمتابعة لاحقًا، حتى من جهاز آخر.",
		  "我们会发一个验证码到您的邮箱，这样您填写的内容会被保存。您可以随时停"
		  "下，以后再继续，也可以换一台设备。",
		  "Chúng tôi gửi mã qua thư điện tử để giữ lại những gì quý vị "
		  "viết. Quý vị có thể dừng bất cứ lúc nào và tiếp tục sau, "
		  "cả trên thiết bị khác."},
    [SAY_QUESTIONS] = {"Questions", "عدد الأسئلة", "问题数量", "Số câu hỏi"},
    [SAY_EMAIL] = {"Your e-mail address", "بريدك الإلكتروني", "您的电子邮箱",
		   "Địa chỉ thư điện tử của quý vị"},
    [SAY_EMAIL_HINT] = {"We mail the code to it", "نرسل الرمز إليه",
			"验证码会发到这里", "Chúng tôi gửi mã đến đây"},
    [SAY_SEND_CODE] = {"Send me a code", "أرسلوا إليّ رمزًا", "发送验证码",
		       "Gửi mã cho tôi"},
    [SAY_CODE_TITLE] = {"Look into your mail", "افتح بريدك", "请查看您的邮箱",
			"Hãy xem thư của quý vị"},
    [SAY_CODE_LEAD] = {"We sent six digits to this address. It may take a "
		       "minute; look among the junk mail, too.",
		       "أرسلنا ستة أرقام إلى هذا العنوان. قد يستغرق ذلك دقيقة؛ "
		       "ابحث أيضًا في البريد غير المرغوب فيه.",
		       "我们发送了六位数字到这个地址。可能需要一分钟，也请查看垃圾邮件。",
		       "Chúng tôi đã gửi sáu chữ số đến địa chỉ này. Có thể mất "
		       "một phút; hãy xem cả thư rác."},
    [SAY_CODE] = {"Code", "الرمز", "验证码", "Mã"},
    [SAY_CODE_HINT] = {"Six digits, like 123 456", "ستة أرقام، مثل 123 456",
		       "六位数字，例如 123 456", "Sáu chữ số, ví dụ 123 456"},
    [SAY_CODE_WRONG] = {"This is not the code, or it is too old. Look again, "
			"or get a new one",
			"هذا ليس الرمز، أو أنه قديم. انظر مرة أخرى أو اطلب رمزًا "
			"جديدًا",
			"验证码不对，或已过期。请再看一次，或重新获取",
			"Mã này không đúng hoặc đã quá hạn. Hãy xem lại, hoặc "
			"xin mã mới"},
    [SAY_GO_ON] = {"Go on", "متابعة", "继续", "Tiếp tục"},
    [SAY_OTHER_ADDRESS] = {"Another address, or a new code",
			   "عنوان آخر أو رمز جديد", "换一个邮箱，或重新获取验证码",
			   "Địa chỉ khác, hoặc mã mới"},
    [SAY_MINE_TITLE] = {"What you have written", "ما كتبته", "您填写的内容",
			"Những gì quý vị đã viết"},
    [SAY_MINE_LEAD] = {"Kept for this e-mail address:",
		       "محفوظ لهذا البريد الإلكتروني:", "为这个邮箱保存：",
		       "Được giữ cho địa chỉ thư điện tử này:"},
    [SAY_BEGIN_NEW] = {"Begin a new one", "ابدأ واحدًا جديدًا", "重新填写一份",
		       "Bắt đầu mới"},
    [SAY_BEGUN] = {"Begun", "بدأ", "开始于", "Bắt đầu"},
    [SAY_SENT] = {"Sent", "أُرسل", "已发送", "Đã gửi"},
    [SAY_REFERENCE] = {"Reference", "الرقم المرجعي", "编号", "Số tham chiếu"},
    [SAY_NOT_SENT] = {"Not sent yet", "لم يُرسل بعد", "还没有发送", "Chưa gửi"},
    [SAY_RECEIVED] = {"We have it", "وصلنا", "我们已收到", "Chúng tôi đã nhận"},
    [SAY_TAKEN] = {"We are working on it", "نعمل عليه", "我们正在处理",
		   "Chúng tôi đang giải quyết"},
    [SAY_DECLINED] = {"We answered you by mail", "أجبناك بالبريد الإلكتروني",
		      "我们已用邮件答复", "Chúng tôi đã trả lời qua thư"},
    [SAY_THROW_AWAY] = {"Throw it away", "حذف", "删除", "Xóa bỏ"},
    [SAY_THROW_AWAY_ASK] = {"What you have written in it is lost for good.",
			    "سيُفقد ما كتبته فيه نهائيًا.",
			    "您填写的内容将永远丢失。",
			    "Những gì quý vị đã viết sẽ mất hẳn."},
    [SAY_KEEP] = {"Keep it", "الاحتفاظ به", "保留", "Giữ lại"},
    [SAY_LEAVE] = {"Finish later", "الإكمال لاحقًا", "以后再填", "Hoàn tất sau"},
    [SAY_LEFT_TITLE] = {"It is kept", "تم الحفظ", "已保存", "Đã được giữ lại"},
    [SAY_LEFT_TEXT] = {"Nobody else at this computer can open it. Use the same "
		       "link and the same e-mail address to go on. We keep it for "
		       "three months after you wrote last.",
		       "لا يستطيع أحد آخر فتحه على هذا الجهاز. استخدم الرابط نفسه "
		       "والبريد الإلكتروني نفسه للمتابعة. نحتفظ به ثلاثة أشهر بعد "
		       "آخر كتابة.",
		       "这台电脑上的其他人无法打开。请用同一个链接和同一个邮箱继续填写。"
		       "我们会在您最后一次填写后保留三个月。",
		       "Không ai khác trên máy này có thể mở. Hãy dùng lại cùng "
		       "đường dẫn và cùng địa chỉ thư điện tử để tiếp tục. Chúng "
		       "tôi giữ trong ba tháng kể từ lần viết cuối."},
    [SAY_OPEN_AGAIN] = {"Go on now", "المتابعة الآن", "现在继续", "Tiếp tục ngay"},
    [SAY_SENT_TITLE] = {"Thank you. We have it.", "شكرًا لك. وصلنا طلبك.",
			"谢谢。我们已收到。", "Cảm ơn. Chúng tôi đã nhận."},
    [SAY_SENT_REFERENCE] = {"Your reference", "رقمك المرجعي", "您的编号",
			    "Số tham chiếu của quý vị"},
    [SAY_SENT_MAIL] = {"We have mailed it to you as well. Name it when you ring "
		       "or write.",
		       "أرسلناه إليك بالبريد الإلكتروني أيضًا. اذكره عندما تتصل أو "
		       "تكتب.",
		       "我们也已用邮件发给您。打电话或写信时请说明这个编号。",
		       "Chúng tôi cũng đã gửi qua thư cho quý vị. Hãy nêu số này "
		       "khi gọi hoặc viết."},
    [SAY_SENT_ALL] = {"Everything you have sent", "كل ما أرسلته", "您发送的全部内容",
		      "Tất cả những gì quý vị đã gửi"},
    [SAY_RING_US] = {"Ring us", "اتصل بنا", "给我们打电话", "Gọi cho chúng tôi"},
};

const char *say(const char *code, enum say what)
{
	for (int i = 0; i < LANGUAGES; i++) {
		size_t n = strlen(codes[i]);

		if (!strncmp(code, codes[i], n) && (!code[n] || code[n] == '-'))
			return words[what][i];
	}
	return words[what][0];
}

const char *language_code(void *pool, const char *name)
{
	const char *open = strrchr(name, '('), *close;

	close = open ? strchr(open, ')') : NULL;
	if (close && close > open + 1 &&
	    strspn(open + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			     "0123456789-") == (size_t)(close - open - 1))
		return mem_strndup(pool, open + 1, (size_t)(close - open - 1));
	/* "fr" alone is a code, too. */
	if (strlen(name) == 2)
		return mem_strdup(pool, name);
	return "en";
}

const char *language_label(void *pool, const char *name)
{
	size_t n = strcspn(name, "(");

	while (n && name[n - 1] == ' ')
		n--;
	return n ? mem_strndup(pool, name, n) : name;
}

bool language_rtl(const char *code)
{
	static const char *const rtl[] = {"ar", "fa", "he", "ur", "ps", "dv",
					  "ku", "yi", "sd", "ug"};

	for (size_t i = 0; i < sizeof rtl / sizeof *rtl; i++)
		if (!strncmp(code, rtl[i], 2) && (!code[2] || code[2] == '-'))
			return true;
	return false;
}
