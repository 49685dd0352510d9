// Our evaluator beside npm's jsonata on this machine's Node, in one run: node compare.mjs PROGRAM RESULTS.json
// Each expression is timed by both in turn, warmed up; parsing apart from evaluating.
import {spawn} from "node:child_process";
import {mkdtempSync, readFileSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {createInterface} from "node:readline";

const jsonata = createRequire(new URL("../../tests/conformance/jsonata/package.json", import.meta.url))("jsonata");
const [program, results] = process.argv.slice(2);
const SIZES = {"1 KB": 7, "100 KB": 700, "10 MB": 70000};
const EXPRESSIONS = {
    "field": "orders.customer.name",
    "predicate": "orders[total > 500].id",
    "index": "orders[-1].lines[0].sku",
    "sort": "orders^(>total, id).id",
    "group": "orders{customer.city: $sum(total)}",
    "map": "$map(orders, function($o) { $o.total * 1.2 })",
    "filter": "$filter(orders, function($o, $i) { $o.total > 100 and $i % 2 = 0 }).id",
    "reduce": "$reduce(orders.total, function($a, $b) { $a + $b })",
    "strings": "orders.(id & ': ' & $uppercase(customer.name) & ' ' & $string(total))",
    "regex": "orders[customer.name ~> /^[A-M]/].customer.name ~> $map(function($n) { $replace($n, /[aeiou]/, '_') })",
    "sum": "$sum(orders.lines.(price * quantity))",
    "objects": "orders.{'id': id, 'n': $count(lines), 'city': customer.city}",
    "parent": "orders.lines.{'sku': sku, 'order': %.id}",
    "distinct": "$distinct(orders.customer.city)",
};

function documentOf(count) {
    const names = ["Ann", "Bob", "Cleo", "Dora", "Emil", "Nora", "Otto", "Zoe"];
    const cities = ["Prague", "Brno", "Vienna", "Berlin", "Paris"];
    return {orders: Array.from({length: count}, (_, i) => ({
        id: `order-${i}`, total: (i * 7919) % 1000 + 0.5,
        customer: {name: names[i % 8] + (i % 97), city: cities[i % 5]},
        lines: [{sku: `s${i % 50}`, price: i % 30, quantity: 1 + (i % 3)}, {sku: "t", price: 2, quantity: 4}]}))};
}

async function median(ms, run) {
    await run();
    const times = [];
    for (const start = performance.now(); times.length < 3 || performance.now() - start < ms;) {
        const begin = performance.now();
        await run();
        times.push((performance.now() - begin) * 1000);
        if (times.length >= 1 && performance.now() - start > 20000) break;
    }
    return times.sort((a, b) => a - b)[times.length >> 1];
}

const server = spawn(program, {stdio: ["pipe", "pipe", "inherit"]});
const lines = createInterface({input: server.stdout})[Symbol.asyncIterator]();
async function ours(request) {
    server.stdin.write(JSON.stringify(request) + "\n");
    return JSON.parse((await lines.next()).value);
}

const folder = mkdtempSync(join(tmpdir(), "jsonata-bench-"));
const table = {};
for (const [size, count] of Object.entries(SIZES)) {
    const file = join(folder, `${count}.json`);
    writeFileSync(file, JSON.stringify(documentOf(count)));
    const input = JSON.parse(readFileSync(file, "utf8"));
    let logs = 0, n = 0, least = Infinity;
    table[size] = {};
    console.log(`${size}: ${readFileSync(file).length} bytes`);
    for (const [name, expr] of Object.entries(EXPRESSIONS)) {
        // The reference sorts in time that grows with the square: minutes for the largest document.
        if (name === "sort" && count > 10000) continue;
        const ms = count > 10000 ? 300 : 100;
        const parsed = jsonata(expr);
        const parse_us = await median(ms / 4, () => { jsonata(expr); });
        const evaluate_us = await median(ms, () => parsed.evaluate(input));
        const mine = await ours({file, expr, ms});
        const agrees = mine.length === Buffer.byteLength(JSON.stringify(await parsed.evaluate(input)) ?? "null");
        const ratio = evaluate_us / mine.evaluate_us;
        table[size][name] = {node_us: evaluate_us, ours_us: mine.evaluate_us, ratio, parse_ratio: parse_us / mine.parse_us, agrees};
        logs += Math.log(ratio);
        least = Math.min(least, ratio);
        ++n;
        console.log(`  ${name.padEnd(10)} node ${evaluate_us.toFixed(1).padStart(12)} us  ours ${mine.evaluate_us.toFixed(1).padStart(10)} us  ` +
            `${ratio.toFixed(1).padStart(7)}x  parse ${(parse_us / mine.parse_us).toFixed(1)}x${agrees ? "" : "  DIFFERS"}`);
    }
    table[size].geometric_mean = Math.exp(logs / n);
    table[size].least = least;
    console.log(`  geometric mean ${table[size].geometric_mean.toFixed(1)}x, least ${least.toFixed(1)}x`);
}
server.stdin.end();
writeFileSync(results, JSON.stringify(table, null, 2) + "\n");
