/** Style of `/docs`: light and dark, system fonts, nothing fetched. */
export const DOCS_STYLE = `
:root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--line:#dfe4ea;--paper:#fff;--tint:#f5f7fa;--accent:#0b6e6e}
@media (prefers-color-scheme:dark){:root{--ink:#e6ebf1;--soft:#9aa7b5;--line:#2b3643;--paper:#12181f;--tint:#1a222b;--accent:#4fc3c3}}
*{box-sizing:border-box}
body{margin:0;font:16px/1.6 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
main{max-width:60rem;margin:0 auto;padding:2.5rem 1.25rem 5rem}
h1{font-size:2rem;margin:0 0 .5rem}
h2{margin:3rem 0 .5rem;padding-top:1rem;border-top:1px solid var(--line);font-size:1.25rem}
h3{margin:1.75rem 0 .5rem;font-size:1rem}
a{color:var(--accent)}
nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
code,pre{font:.86em/1.5 ui-monospace,monospace}
pre{background:var(--tint);border:1px solid var(--line);border-radius:.5rem;padding:1rem;overflow:auto;max-height:34rem}
pre.page{white-space:pre-wrap;max-height:none}
.method{display:inline-block;padding:.05rem .5rem;border-radius:.3rem;background:var(--accent);color:var(--paper);font-weight:600;font-size:.8rem;margin-right:.5rem}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem .4rem 0;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:500}
td:first-child{white-space:nowrap}
.kind{color:var(--soft)}
`
