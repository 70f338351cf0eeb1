/** Style of the report: light and dark, screen and paper, system fonts, nothing fetched. */
export const HTML_STYLE = `
:root{color-scheme:light dark;--paper:#fff;--tint:#f4f6f8;--ink:#17202b;--soft:#5a6675;--line:#dde3e9;--bad:#b3402f;--mid:#c9a227;--good:#2f7d5b;--zero:#8d98a5}
@media (prefers-color-scheme:dark){:root{--paper:#10161d;--tint:#18212b;--ink:#e7ecf2;--soft:#9aa7b5;--line:#2a3542;--bad:#ec8373;--mid:#dcc05c;--good:#63c298;--zero:#6c7885}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:62rem;margin:0 auto;padding:3rem 1.5rem 4rem}
h1{font-size:2rem;line-height:1.2;margin:0;letter-spacing:-.01em;overflow-wrap:anywhere}
h2{font-size:1.2rem;margin:3rem 0 .35rem;break-after:avoid}
.lead,.heads{break-after:avoid}
p{margin:.35rem 0}
.eyebrow{color:var(--soft);font-size:.85rem;letter-spacing:.06em;text-transform:uppercase;margin:0 0 .4rem}
.soft{color:var(--soft)}
.lead{color:var(--soft);max-width:46rem}
.cards{display:grid;grid-template-columns:minmax(11rem,1fr) 2fr;gap:1rem;margin-top:1.75rem}
.card{background:var(--tint);border-radius:.75rem;padding:1.1rem 1.35rem}
.card h2{margin:0;font-size:.85rem;font-weight:500;color:var(--soft)}
.figure{font-size:2.9rem;font-weight:650;line-height:1.1;font-variant-numeric:tabular-nums}
.stack{display:flex;height:1.4rem;border-radius:.35rem;overflow:hidden;gap:2px;margin:.7rem 0 .6rem}
.bad{background:var(--bad)}.mid{background:var(--mid)}.good{background:var(--good)}
.keys{display:flex;flex-wrap:wrap;gap:.15rem 1.5rem;font-variant-numeric:tabular-nums}
.keys i{display:inline-block;width:.7rem;height:.7rem;border-radius:.2rem;margin-right:.45rem}
.themes{list-style:none;margin:1rem 0 0;padding:0}
.theme{display:grid;grid-template-columns:2rem minmax(10rem,1fr) 8.5rem 6.5rem 15rem;column-gap:1rem;align-items:center;padding:.85rem 0;border-top:1px solid var(--line);break-inside:avoid}
.with-months .theme{grid-template-columns:2rem minmax(9rem,1fr) 8rem 6.5rem 13rem 5.5rem}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.split .stack{height:.75rem;margin:0 0 .2rem}.split .stack span{display:block}
.signs{display:flex;justify-content:space-between;font-size:.78rem;color:var(--soft);font-variant-numeric:tabular-nums}
.definition{font-size:.9rem;color:var(--soft);margin:0 0 .35rem}
.spark{max-width:6rem}.spark rect{fill:var(--zero)}
.reasons ol{margin:.6rem 0;padding-left:1.4rem}.reasons li{margin:.6rem 0;break-inside:avoid}
.course{break-inside:avoid}.course-line{fill:none;stroke:var(--ink);stroke-width:1.5}.course circle{fill:var(--ink)}
.meanings dl{margin:.75rem 0 0;columns:2;column-gap:2.5rem}.meanings dl div{break-inside:avoid;margin:0 0 .8rem}
.meanings dt{font-weight:600}.meanings dd{margin:0;font-size:.9rem;color:var(--soft)}
.heads{color:var(--soft);font-size:.8rem;border-top:0;padding:.2rem 0}
.rank{color:var(--soft);font-variant-numeric:tabular-nums;text-align:right}
.label{font-weight:600;overflow-wrap:anywhere}
.counts{display:block;font-weight:400;font-size:.85rem;color:var(--soft)}
.effect{font-variant-numeric:tabular-nums;text-align:right;font-weight:600}
.effect small{display:block;font-weight:400;color:var(--soft);white-space:nowrap}
.more{grid-column:2/-1;margin:.45rem 0 0}
blockquote{margin:.2rem 0 0;padding-left:.85rem;border-left:3px solid var(--line);color:var(--soft);overflow-wrap:anywhere}
.flag{display:inline-block;font-size:.75rem;font-weight:400;color:var(--soft);border:1px solid var(--line);border-radius:1rem;padding:0 .5rem;margin-left:.35rem;white-space:nowrap}
svg{display:block;width:100%;height:auto;overflow:visible}
svg text{font:11px system-ui,sans-serif;fill:var(--soft)}
.heads svg text{font-size:14px}
svg .zero{stroke:var(--zero);stroke-width:1}
svg .grid{stroke:var(--line);stroke-width:1}
svg .span{stroke-width:2.5;stroke-linecap:round}
.more-bad .span{stroke:var(--bad)}.more-bad circle{fill:var(--bad)}
.more-good .span{stroke:var(--good)}.more-good circle{fill:var(--good)}
.unsure .span{stroke:var(--zero)}.unsure circle{fill:var(--zero)}
.others{columns:2;column-gap:2.5rem;padding-left:0;list-style:none;margin:.5rem 0 0}
.others li{break-inside:avoid;display:flex;justify-content:space-between;gap:1rem;padding:.2rem 0;border-bottom:1px solid var(--line)}
.notes{background:var(--tint);border-radius:.75rem;padding:.9rem 1.35rem;margin-top:.75rem}
.notes li{margin:.25rem 0}
footer{break-inside:avoid;margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line);font-size:.85rem;color:var(--soft)}
@media (max-width:46rem){main{padding:2rem 1rem}.cards{grid-template-columns:1fr}.theme,.with-months .theme{grid-template-columns:1.6rem 1fr 6.5rem}.split{grid-column:2/-1;grid-row:2;margin-top:.4rem}.plot{grid-column:2/-1;margin-top:.4rem}.months{grid-column:2/-1;margin-top:.4rem}.heads{display:none}.course svg text{font-size:18px}.others,.meanings dl{columns:1}}
@media print{:root{--paper:#fff;--tint:#f4f6f8;--ink:#000;--soft:#444;--line:#ccc;--bad:#b3402f;--mid:#c9a227;--good:#2f7d5b;--zero:#777}body{font-size:10pt}main{max-width:none;padding:0}h2{margin-top:1.75rem}.theme{grid-template-columns:1.4rem minmax(0,1fr) 6.5rem 5rem 12rem;column-gap:.7rem;padding:.55rem 0}.with-months .theme{grid-template-columns:1.4rem minmax(0,1fr) 5.5rem 5rem 9.5rem 4.5rem}.meanings,.reasons{break-inside:avoid}.cards{break-inside:avoid}.cards{grid-template-columns:13rem 1fr}.heads svg text{font-size:18px}.notes{break-inside:avoid}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}@page{margin:16mm}}
`
