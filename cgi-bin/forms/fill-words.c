/* Filling in: our own words around a form's questions, in the languages of
 * apply-words.c: for people outside. Staff read them in English.
 * SPDX-License-Identifier: MIT
 *
 * Templates find them as W.<name>. Those with %d or %s are for C.
 */
#include "fill.h"

static const char *const codes[] = {"en", "ar", "zh", "vi"};
enum { LANGUAGES = sizeof codes / sizeof *codes };

static const struct word {
	const char *name;
	const char *in[LANGUAGES];
} words[FW__MAX] = {
    [FW_PAGE] = {"page",
		 {"Page %d of %d", "الصفحة %d من %d", "第 %d 页，共 %d 页",
		  "Trang %d / %d"}},
    [FW_ANSWERED] = {"answered",
		     {"%d of %d answered", "أُجيب عن %d من %d",
		      "已回答 %d / %d", "Đã trả lời %d / %d"}},
    [FW_TO_FIX] = {"to_fix",
		   {"%d to fix", "%d للتصحيح", "%d 处需要修改",
		    "%d chỗ cần sửa"}},
    [FW_TO_READ] = {"to_read", {"To read", "للقراءة", "请阅读", "Để đọc"}},
    [FW_PART] = {"part", {"Part %d", "الجزء %d", "第 %d 部分", "Phần %d"}},
    [FW_QUESTIONS] = {"questions",
		      {"Questions", "الأسئلة", "问题", "Câu hỏi"}},
    [FW_CHECK] = {"check",
		  {"Check and send", "المراجعة والإرسال", "检查并发送",
		   "Kiểm tra và gửi"}},
    [FW_NEXT] = {"next",
		 {"Save and go on", "حفظ ومتابعة", "保存并继续",
		  "Lưu và tiếp tục"}},
    [FW_LAST] = {"last",
		 {"Save and check", "حفظ ومراجعة", "保存并检查",
		  "Lưu và kiểm tra"}},
    [FW_UPDATE] = {"update",
		   {"Update this page", "تحديث هذه الصفحة", "更新此页",
		    "Cập nhật trang này"}},
    [FW_SAVE] = {"save",
		 {"Save draft", "حفظ المسودة", "保存草稿", "Lưu bản nháp"}},
    [FW_LATER] = {"later",
		  {"Finish later", "إكمال لاحقًا", "以后再填", "Để sau"}},
    [FW_DROP] = {"drop", {"Throw away", "حذف", "删除", "Bỏ đi"}},
    [FW_PAGES] = {"pages",
		  {"All pages of this form", "كل صفحات هذا النموذج",
		   "本表的所有页面", "Tất cả các trang của mẫu này"}},
    [FW_SAVED] = {"saved", {"Saved %s", "حُفظ %s", "已保存 %s", "Đã lưu %s"}},
    [FW_OPTIONAL] = {"optional",
		     {"optional", "اختياري", "选填", "không bắt buộc"}},
    [FW_NEEDED] = {"needed", {"needed", "مطلوب", "必填", "bắt buộc"}},
    [FW_MARKS] = {"marks",
		  {"These have to be answered.", "يجب الإجابة عن هذه الأسئلة.",
		   "这些问题必须回答。", "Những câu này phải trả lời."}},
    [FW_DAY] = {"day", {"Day", "اليوم", "日", "Ngày"}},
    [FW_MONTH] = {"month", {"Month", "الشهر", "月", "Tháng"}},
    [FW_YEAR] = {"year", {"Year", "السنة", "年", "Năm"}},
    [FW_TIME] = {"time", {"Time", "الوقت", "时间", "Giờ"}},
    [FW_LIKE_DATE] = {"like_date",
		      {"For example, 27 3 2026", "مثال: 27 3 2026",
		       "例如 27 3 2026", "Ví dụ: 27 3 2026"}},
    [FW_LIKE_MONTH] = {"like_month",
		       {"For example, 3 2026", "مثال: 3 2026", "例如 3 2026",
			"Ví dụ: 3 2026"}},
    [FW_LIKE_TIME] = {"like_time",
		      {"For example, 2:30 pm", "مثال: 14:30", "例如 14:30",
		       "Ví dụ: 14:30"}},
    [FW_LIKE_INSTANT] = {"like_instant",
			 {"For example, 27 3 2026 and 2:30 pm",
			  "مثال: 27 3 2026 و 14:30", "例如 27 3 2026 和 14:30",
			  "Ví dụ: 27 3 2026 và 14:30"}},
    [FW_LIKE_PLACE] = {"like_place",
		       {"Latitude and longitude, such as -33.8688 151.2093",
			"خط العرض وخط الطول، مثل ‎-33.8688 151.2093",
			"纬度和经度，例如 -33.8688 151.2093",
			"Vĩ độ và kinh độ, ví dụ -33.8688 151.2093"}},
    [FW_LIKE_PLACES] =
	{"like_places",
	 {"Points as latitude and longitude, a semicolon between them: "
	  "-33.86 151.20; -33.87 151.21",
	  "نقاط بخط العرض وخط الطول تفصل بينها فاصلة منقوطة: "
	  "‎-33.86 151.20; -33.87 151.21",
	  "各点的纬度和经度，用分号隔开：-33.86 151.20; -33.87 151.21",
	  "Các điểm theo vĩ độ và kinh độ, cách nhau bằng dấu chấm phẩy: "
	  "-33.86 151.20; -33.87 151.21"}},
    [FW_CLEAR] = {"clear",
		  {"Take the answer back", "مسح الإجابة", "清除回答",
		   "Xóa câu trả lời"}},
    [FW_MORE] = {"more",
		 {"More about this question", "المزيد عن هذا السؤال",
		  "关于此问题的说明", "Thêm về câu hỏi này"}},
    [FW_ORDER] = {"order",
		  {"The order is right as it stands", "الترتيب صحيح كما هو",
		   "顺序正确", "Thứ tự đã đúng"}},
    [FW_UP] = {"up", {"Move up", "إلى أعلى", "上移", "Chuyển lên"}},
    [FW_DOWN] = {"down", {"Move down", "إلى أسفل", "下移", "Chuyển xuống"}},
    [FW_FILE] = {"file", {"Add a file", "إضافة ملف", "添加文件", "Thêm tệp"}},
    [FW_OTHER_FILE] = {"other_file",
		       {"Choose another file", "اختيار ملف آخر", "选择其他文件",
			"Chọn tệp khác"}},
    [FW_REMOVE] = {"remove", {"Remove", "إزالة", "移除", "Gỡ bỏ"}},
    [FW_COMPLETE] = {"complete", {"Complete", "مكتمل", "已完成", "Đã đủ"}},
    [FW_NONE] = {"none",
		 {"None so far.", "لا شيء حتى الآن.", "还没有。", "Chưa có."}},
    [FW_ADD] = {"add", {"Add %s %d", "إضافة %s %d", "添加%s %d", "Thêm %s %d"}},
    [FW_ENTRY] = {"entry", {"Entry", "بند", "条目", "Mục"}},
    [FW_GONE] = {"gone",
		 {"What was answered there goes with it.",
		  "سيُحذف معه ما كُتب فيه.", "其中填写的内容也会一起移除。",
		  "Những gì đã trả lời ở đó sẽ mất theo."}},
    [FW_TAKE_OUT] = {"take_out", {"Take out", "إزالة", "移除", "Gỡ bỏ"}},
    [FW_KEEP] = {"keep", {"Keep", "إبقاء", "保留", "Giữ lại"}},
    [FW_ERRORS] = {"errors",
		   {"Please fix this", "يرجى تصحيح ما يلي", "请修改以下内容",
		    "Xin sửa những chỗ này"}},
    [FW_KEPT] = {"kept",
		 {"What you wrote is saved as it is. You may go on and come "
		  "back to this.",
		  "ما كتبته محفوظ كما هو. يمكنك المتابعة والعودة إليه لاحقًا.",
		  "您填写的内容已原样保存。可以先继续，以后再回来修改。",
		  "Những gì quý vị viết đã được lưu. Quý vị có thể tiếp tục "
		  "và quay lại sau."}},
    [FW_CHANGE] = {"change", {"Change", "تغيير", "修改", "Sửa"}},
    [FW_NO_ANSWER] = {"no_answer",
		      {"Not answered", "بلا إجابة", "未回答", "Chưa trả lời"}},
    [FW_NOT_YET] = {"not_yet",
		    {"The form can be sent once nothing is left to fix.",
		     "يمكن إرسال النموذج عندما لا يبقى ما يحتاج إلى تصحيح.",
		     "修改完毕后即可发送。",
		     "Có thể gửi mẫu khi không còn chỗ nào phải sửa."}},
    [FW_SEND] = {"send",
		 {"Send the form", "إرسال النموذج", "发送", "Gửi mẫu"}},
    [FW_E_ANSWER] = {"e_answer",
		     {"Answer this question", "أجب عن هذا السؤال", "请回答此问题",
		      "Hãy trả lời câu này"}},
    [FW_E_CHOOSE] = {"e_choose",
		     {"Choose an answer", "اختر إجابة", "请选择一个答案",
		      "Hãy chọn một câu trả lời"}},
    [FW_E_CHOOSE_ANY] = {"e_choose_any",
			 {"Choose at least one answer",
			  "اختر إجابة واحدة على الأقل", "请至少选择一个答案",
			  "Hãy chọn ít nhất một câu trả lời"}},
    [FW_E_TICK] = {"e_tick",
		   {"Tick this to go on", "ضع علامة هنا للمتابعة",
		    "请勾选以继续", "Hãy đánh dấu để tiếp tục"}},
    [FW_E_ORDER] = {"e_order",
		    {"Put these in order", "رتّب هذه", "请排列顺序",
		     "Hãy sắp xếp thứ tự"}},
    [FW_E_FILE] = {"e_file",
		   {"Add a file", "أضف ملفًا", "请添加文件", "Hãy thêm tệp"}},
    [FW_E_DATE] = {"e_date",
		   {"Enter a date", "أدخل تاريخًا", "请填写日期",
		    "Hãy điền ngày"}},
    [FW_E_TIME] = {"e_time",
		   {"Enter a time", "أدخل وقتًا", "请填写时间", "Hãy điền giờ"}},
    [FW_E_NUMBER] = {"e_number",
		     {"Enter a number", "أدخل رقمًا", "请填写数字",
		      "Hãy điền số"}},
    [FW_E_WHOLE] = {"e_whole",
		    {"Write a whole number, such as 12",
		     "اكتب رقمًا صحيحًا، مثل 12", "请填写整数，例如 12",
		     "Hãy viết số nguyên, ví dụ 12"}},
    [FW_E_DECIMAL] = {"e_decimal",
		      {"Write a number, such as 12.5", "اكتب رقمًا، مثل 12.5",
		       "请填写数字，例如 12.5", "Hãy viết số, ví dụ 12.5"}},
    [FW_E_DAY] = {"e_day",
		  {"Write the day like this: 27 11 2026",
		   "اكتب التاريخ هكذا: 27 11 2026",
		   "日期请这样写：27 11 2026", "Viết ngày như sau: 27 11 2026"}},
    [FW_E_CLOCK] = {"e_clock",
		    {"Write the time like this: 2:30 pm",
		     "اكتب الوقت هكذا: 14:30", "时间请这样写：14:30",
		     "Viết giờ như sau: 14:30"}},
    [FW_E_INSTANT] = {"e_instant",
		      {"Write the day like this: 27 11 2026, and the time like "
		       "this: 2:30 pm",
		       "اكتب التاريخ هكذا: 27 11 2026 والوقت هكذا: 14:30",
		       "日期请这样写：27 11 2026，时间请这样写：14:30",
		       "Viết ngày như sau: 27 11 2026, và giờ: 14:30"}},
    [FW_E_PLACE] = {"e_place",
		    {"Write latitude and longitude like this: -33.8688 "
		     "151.2093",
		     "اكتب خط العرض وخط الطول هكذا: ‎-33.8688 151.2093",
		     "请这样写纬度和经度：-33.8688 151.2093",
		     "Viết vĩ độ và kinh độ như sau: -33.8688 151.2093"}},
    [FW_E_PLACES] = {"e_places",
		     {"Write points like this, with a semicolon between: "
		      "-33.86 151.20; -33.87 151.21",
		      "اكتب النقاط هكذا وبينها فاصلة منقوطة: ‎-33.86 151.20; "
		      "-33.87 151.21",
		      "请这样写各点，用分号隔开：-33.86 151.20; -33.87 151.21",
		      "Viết các điểm như sau, cách nhau bằng dấu chấm phẩy: "
		      "-33.86 151.20; -33.87 151.21"}},
    [FW_E_KIND] = {"e_kind",
		   {"This answer is not of the kind that is asked for",
		    "هذه الإجابة ليست من النوع المطلوب", "答案类型不对",
		    "Câu trả lời không đúng loại được hỏi"}},
    [FW_E_LIMITS] = {"e_limits",
		     {"This answer is outside of what is allowed",
		      "هذه الإجابة خارج المسموح", "答案超出允许范围",
		      "Câu trả lời nằm ngoài phạm vi cho phép"}},
    [FW_E_OFFERED] = {"e_offered",
		      {"Choose one of the answers that are offered now",
		       "اختر إحدى الإجابات المعروضة الآن",
		       "请从现有答案中选择",
		       "Hãy chọn một trong các câu trả lời hiện có"}},
};

static size_t language_of(const struct fill *f)
{
	for (size_t i = 1; f->outside && i < LANGUAGES; i++)
		if (!strncmp(f->tag, codes[i], 2))
			return i;
	return 0;
}

const char *fill_say(const struct fill *f, enum fill_words which)
{
	return words[which].in[language_of(f)];
}

void fill_export_words(const struct fill *f)
{
	size_t language = language_of(f);

	for (size_t i = 0; i < FW__MAX; i++)
		data_f(f->r, "W.%s=%s", words[i].name, words[i].in[language]);
}
