import { launchBrowser } from "./browser.ts";
const base="http://localhost:47131", D="/tmp/webdev/";
const b=await launchBrowser();
const ctx=await b.newContext({viewport:{width:390,height:844}});
const p=await ctx.newPage();
await p.goto(base+"/antwoord#me=bzk&with=szw&activity=share&information=confidential&tool=email"); await p.waitForSelector("h1"); await p.waitForTimeout(500);
for(let i=0;i<6;i++){ if(!(await p.$(".step__progress")))break; console.log(await p.textContent(".step__progress"),"|",await p.textContent("h1"),"|",await p.evaluate(()=>location.hash+" "+JSON.stringify(history.state))); await (await p.$$(".step .choice"))[0].click(); for(const ms of [0,50,100,300]){await p.waitForTimeout(ms); console.log("   +",ms,await p.textContent("h1"),await p.evaluate(()=>location.hash));}}
await b.close();
