import { readFileSync } from 'node:fs'
import { loadThemeEngine } from '/work/wt/themes2/test/quality/theme-engine.ts'
import { commentsOf } from '/work/wt/themes2/test/quality/theme-names.quality.ts'
import { agreementOf, readRows } from '/work/wt/themes2/test/quality/theme-sets.ts'
import papaparse from 'papaparse'
const eng = loadThemeEngine()
const { data } = papaparse.parse<Record<string,string>>(readFileSync('corpora/northlink/data.csv','utf8'),{header:true,skipEmptyLines:true})
const north = data.map(r=>r['Why did you give that score?']??'').filter(Boolean)
for (const [name,c] of [['northlink',north], ...['telecom','saas','hotel','airline','electronics'].map(n=>[n,commentsOf(n)])] as [string,string[]][]) {
  const a = await eng.assign(c,{taxonomy:'none'})
  const other = a.mentions.filter(m=>m.every(x=>x.themeId==='other')&&m.length).length
  console.log(name.padEnd(12),c.length,'cov',a.quality.coverage.toFixed(3),'coh',a.quality.coherence?.toFixed(3),'stab',a.quality.discoveredStability?.toFixed(3),'themes',a.themes.length-1, process.argv[2]==='-v'? a.themes.map(t=>t.label).join('; '):'')
}
const bar=(path:string,k:number,one:number)=>{const rows=readRows('/work/shared/data/'+path)!.filter((_,i)=>i%one===0);return {t:rows.map(r=>String(r.text)),l:rows.map(r=>String(r.label))}}
if(process.argv.includes('-b')){
const b=bar('banking77/train.jsonl',77,3)
const a=await eng.assign(b.t,{taxonomy:'none',maxThemes:77})
console.log('banking77',agreementOf(a.mentions.map(m=>m[0]?.themeId??'other'),b.l),a.quality.coverage,a.themes.length)
}
const rows=readRows('corpora/labelled-clauses/data.jsonl')!
for(const ind of ['telecom','saas','hotel']){const own=rows.filter(r=>r.industry===ind&&String(r.theme)!=='-');const a=await eng.assign(own.map(r=>String(r.text)),{taxonomy:'none'});const g=agreementOf(a.mentions.map(m=>m[0]?.themeId??'other'),own.map(r=>String(r.theme)));console.log(ind,own.length,g.nmi.toFixed(3),g.purity.toFixed(3),'cov',a.quality.coverage.toFixed(3))}
