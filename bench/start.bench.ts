// How long a filled installation takes to start, and what it holds in memory when nobody asks.
import { setTimeout as sleep } from 'node:timers/promises';
import { company, sizeOf } from './company.js';
import { median, round } from './measure.js';
import { memoryOf } from './memory-of.js';
import { start, stop } from './program.js';
import { defineScenario } from './scenario.js';

const IDLE_SECONDS = 60;

export default defineScenario({
  title: 'Start',
  async run(context) {
    const made = await company(context, context.touches);
    const { dataFolder } = made;
    const size = sizeOf(made);
    const times: number[] = [];
    for (let run = 0; run < context.runs; run += 1) {
      const { child, milliseconds } = await start(dataFolder);
      times.push(milliseconds);
      await stop(child);
    }
    const { child, url } = await start(dataFolder);
    const asked = await fetch(`${url}/api/v1/kpis?from=2026-09-01&to=2026-10-01&by=channel&compare=previous`);
    if (!asked.ok) throw new Error(`figures were refused: ${await asked.text()}`);
    await asked.text();
    context.say(`idle for ${IDLE_SECONDS} s`);
    await sleep(IDLE_SECONDS * 1000);
    const [anonymous, resident] = [memoryOf(child.pid, 'RssAnon'), memoryOf(child.pid, 'VmRSS')];
    await stop(child);
    return [
      { what: 'cold start to the first answer', value: round(median(times) / 1000), unit: 's', bar: 3, runs: times.map((t) => t / 1000), note: size },
      ...(anonymous === undefined ? [] : [{ what: 'anonymous memory, a minute idle', value: round(anonymous, 0), unit: 'MB' as const, bar: 600, note: 'after one question for all KPIs by channel' }]),
      ...(resident === undefined ? [] : [{ what: 'resident memory then', value: round(resident, 0), unit: 'MB' as const }]),
    ];
  },
});
