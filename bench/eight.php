<?php
// bench: the page of eight.c, written as PHP people write it: mysqli with
// prepared statements over a connection that is kept.
// SPDX-License-Identifier: MIT
$db = new mysqli('p:localhost', $_SERVER['DB_USER'], $_SERVER['DB_PASSWORD'], $_SERVER['DB_NAME'], 0, $_SERVER['DB_SOCKET']);
$db->set_charset('utf8mb4');
$id = (int) ($_GET['id'] ?? 1);
$selects = [
    "SELECT id, name, phone, address, suburb FROM provider WHERE id = ?",
    "SELECT id, title, state, due, version FROM task WHERE provider_id = ? AND state = 'open' ORDER BY due LIMIT 20",
    "SELECT id, kind, at, text, version FROM note WHERE provider_id = ? AND state = 'current' ORDER BY at DESC LIMIT 20",
    "SELECT m.id, m.title, m.starts_at, m.place, m.state FROM meeting m WHERE m.provider_id = ? ORDER BY m.starts_at DESC LIMIT 20",
    "SELECT c.id, c.name, c.born, p.from_date, p.until_date FROM placement p JOIN client c ON c.id = p.client_id WHERE p.provider_id = ? LIMIT 30",
    "SELECT n.id, n.name, l.role, l.from_date, l.until_date FROM provider_person l JOIN person n ON n.id = l.person_id WHERE l.provider_id = ? LIMIT 30",
    "SELECT id, number, title, happened_on, state FROM incident WHERE provider_id = ? ORDER BY happened_on DESC LIMIT 20",
    "SELECT l.id, l.number, t.name, l.from_date, l.until_date FROM licence l JOIN licence_type t ON t.id = l.type_id WHERE l.provider_id = ?",
];
$page = "<!DOCTYPE html><title>Eight</title>\n";
foreach ($selects as $text) {
    $s = $db->prepare($text);
    $s->bind_param('i', $id);
    $s->execute();
    $page .= "<table class=\"table\">\n";
    foreach ($s->get_result()->fetch_all(MYSQLI_NUM) as $row) {
        $page .= '<tr>';
        foreach ($row as $cell) {
            $page .= '<td class="cell">' . htmlspecialchars((string) $cell) . '</td>';
        }
        $page .= "</tr>\n";
    }
    $page .= "</table>\n";
    $s->close();
}
while (strlen($page) < 17 * 1024) {
    $page .= "<p class=\"frame\">The frame of a page, its navigation and its words.</p>\n";
}
header('Content-Type: text/html; charset=utf-8');
echo $page;
