<?php
// bench: the form of fill.mjs, written as PHP people write one by hand: its questions in an array, the answers as JSON in
// one row, the sums in a loop. No XForms, no two people in one draft, no history.
// SPDX-License-Identifier: MIT
$db = new mysqli('p:localhost', $_SERVER['DB_USER'], $_SERVER['DB_PASSWORD'], $_SERVER['DB_NAME'], 0, $_SERVER['DB_SOCKET']);
$db->set_charset('utf8mb4');
$s = $db->prepare('SELECT answers FROM bench_fill WHERE id = 1');
$s->execute();
$answers = json_decode($s->get_result()->fetch_row()[0], true);
$questions = [];
for ($i = 1; $i <= 500; $i++) {
    $questions["q$i"] = ['label' => "Question $i of five hundred", 'sum' => $i % 10 == 0, 'number' => $i % 10 != 1];
}
$errors = [];
if ($_SERVER['REQUEST_METHOD'] === 'POST') {
    foreach ($questions as $name => $q) {
        if ($q['sum']) {
            continue;
        }
        $value = trim((string) ($_POST[$name] ?? ''));
        if ($value !== '' && $q['number'] && filter_var($value, FILTER_VALIDATE_INT) === false) {
            $errors[$name] = 'Write a whole number';
        }
        $answers[$name] = $value;
    }
}
for ($i = 10; $i <= 500; $i += 10) {
    $sum = 0;
    for ($k = $i - 8; $k < $i; $k++) {
        $sum += (int) ($answers["q$k"] ?? 0);
    }
    $answers["q$i"] = (string) $sum;
}
if ($_SERVER['REQUEST_METHOD'] === 'POST' && !$errors) {
    $text = json_encode($answers);
    $db->begin_transaction();
    $s = $db->prepare('UPDATE bench_fill SET answers = ?, version = version + 1 WHERE id = 1');
    $s->bind_param('s', $text);
    $s->execute();
    $db->commit();
    header('Location: /fill', true, 303);
    exit;
}
$page = "<!DOCTYPE html><title>Fill</title>\n<form method=\"post\">\n";
foreach ($questions as $name => $q) {
    $value = htmlspecialchars((string) ($answers[$name] ?? ''));
    $page .= "<div class=\"q\" id=\"$name\"><label class=\"form-label\" for=\"i-$name\">" . htmlspecialchars($q['label']) . "</label>\n";
    $page .= isset($errors[$name]) ? '<p class="error">' . htmlspecialchars($errors[$name]) . "</p>\n" : '';
    $page .= $q['sum'] ? "<output id=\"i-$name\">$value</output></div>\n"
        : "<input class=\"form-control\" type=\"text\" id=\"i-$name\" name=\"$name\" value=\"$value\"" . ($q['number'] ? ' inputmode="numeric"' : '') . "></div>\n";
}
echo $page, "<button>Save</button></form>\n";
