// Expressions and documents by chance, from a seed: the same seed gives the same list everywhere.
import {datePicture, integerPicture, numberPicture, regex} from "./pictures.js";

const kFunctions = ["abs", "append", "assert", "average", "base64decode", "base64encode", "boolean", "ceil", "clone", "contains",
    "count", "decodeUrl", "decodeUrlComponent", "distinct", "each", "encodeUrl", "encodeUrlComponent", "error", "exists",
    "filter", "floor", "formatBase", "formatInteger", "formatNumber", "fromMillis", "join", "keys", "length", "lookup",
    "lowercase", "map", "match", "max", "merge", "min", "not", "number", "pad", "parseInteger", "power", "reduce", "replace",
    "reverse", "round", "sift", "single", "sort", "split", "spread", "sqrt", "string", "substring", "substringAfter",
    "substringBefore", "sum", "toMillis", "trim", "type", "uppercase", "zip"];

export class Generator {
    constructor(seed) {
        this.state = seed >>> 0;
    }
    next() {  // mulberry32
        this.state = (this.state + 0x6d2b79f5) >>> 0;
        let t = this.state;
        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    }
    below(n) {
        return Math.floor(this.next() * n);
    }
    pick(list) {
        return list[this.below(list.length)];
    }

    // --- Documents ---------------------------------------------------------------------------------------------

    name() {
        return this.pick(["a", "b", "c", "d", "price", "name", "items"]);
    }
    scalar() {
        return this.pick([
            () => this.below(10), () => this.below(2000) / 8 - 100, () => this.text(), () => this.text(),
            () => true, () => false, () => null, () => this.below(5), () => -this.below(100)])();
    }
    text() {
        return this.pick(["", "x", "hello", "Hello World", "ab12cd", "a,b,c", "žluťoučký", "10", "3.5", "😀 ok", "a b  c ",
            "2017-05-15", "2018-03-04T05:06:07.089Z", "true", "%20"]);
    }
    document(depth = 3) {
        const kind = depth === 0 ? 0 : this.below(4);
        if (kind === 1) return Array.from({length: this.below(5)}, () => this.document(depth - 1));
        if (kind >= 2) {
            const made = {};
            for (let i = this.below(5); i >= 0; --i) made[this.name()] = this.document(depth - 1);
            return made;
        }
        return this.scalar();
    }
    root() {
        const records = Array.from({length: 1 + this.below(5)}, () => ({
            name: this.text(), price: this.below(20), a: this.document(1), b: this.below(4), items: this.document(2)}));
        return this.pick([() => this.document(4), () => ({items: records, a: this.document(2), b: this.document(2)}), () => records])();
    }

    request(dialect) {
        this.dialect = dialect;
        let expr = this.expression(3);
        if (this.below(12) === 0) expr = this.damaged(expr);
        const input = this.root();
        // Version 2.0.6 never comes back from formatting 0 or less with an exponent.
        return dialect === "aws" && /e0*[^"a-z]*"/.test(expr) && /formatNumber/.test(expr) ? this.request(dialect) : {expr, input, dialect};
    }
    // A text that is probably no expression.
    damaged(expr) {
        const at = this.below(expr.length + 1);
        const length = this.below(3);
        const token = this.pick(["(", ")", "[", "]", "{", "}", ".", ",", ";", ":", "?", "+", "*", "%", "&", "=", "~>", ":=", "@", "#", "^(", "|", "$", "$x",
            "function", "λ", "..", "**", "and", "in", "or", "null", "1", '"a"', "'", '"', "`", "/", "/*", "*/", "!", "!=", "<", "<n:n>", "\\", "~", " ", "1e", ".5", "??", "?:", "@$", "#$i"]);
        return expr.slice(0, at) + (this.below(3) === 0 ? "" : token) + expr.slice(at + length);
    }

    // --- Expressions -------------------------------------------------------------------------------------------

    literal() {
        return this.pick([
            () => String(this.below(12)), () => String(this.below(400) / 8), () => JSON.stringify(this.text()),
            () => "true", () => "false", () => "null", () => "[]", () => "{}", () => "-" + this.below(9),
            () => this.pick(["1e20", "1.5e-7", "12345678901234567", "0.1", "1e21", "123456789.125", "1e-5", "9007199254740993", "0.30000000000000004", "1e300"]),
            () => this.pick(["'\\u0041\\n'", "'it\\'s'", '"\\/\\t"', "'\\ud83d\\ude00'", "`a`", "`no such`", "/* c */ 1"])])();
    }
    path(depth) {
        let path = this.pick([() => this.name(), () => "$", () => "$$", () => this.name() + "." + this.name(), () => "*",
            () => "**." + this.name(), () => "items"])();
        for (let i = this.below(3); i > 0; --i) {
            path += this.pick([
                () => "." + this.name(), () => "[" + (this.below(5) - 2) + "]", () => "[]", () => ".*",
                () => "[" + this.expression(depth - 1) + "]", () => ".(" + this.expression(depth - 1) + ")",
                () => ".{" + JSON.stringify(this.name()) + ": " + this.expression(depth - 1) + "}",
                () => ".[" + this.expression(depth - 1) + "]", () => "." + this.name() + "[b > 1]",
                () => "^(" + this.pick(["<", ">", ""]) + this.pick(["price", "name", "b", "$"]) + ")",
                () => "#$i." + this.pick(["$i", "name", "{'i': $i}"]), () => "@$x." + this.pick(["$x", "($x)", "{'x': $x}"]),
                () => "." + this.name() + ".%", () => "." + this.name() + "[%.b = 1]",
                () => this.stream(depth), () => this.stream(depth),
                () => "[[0..1]]", () => "[[1, 0]]", () => "." + this.call(depth - 1)])();
        }
        if (this.below(12) === 0) path += "{name: price}";
        if (this.below(16) === 0) path += "{$string(b): $sum(price)}";
        return path;
    }
    // Steps that carry variables, positions and parents.
    stream(depth) {
        return this.pick([
            () => "@$x", () => "#$i", () => "@$x#$i", () => "#$i[$i < 2]", () => "#$i[$i = 0].name", () => "@$x[$x.b > 1]", () => "@$x.items@$y[$x.b = $y.b]",
            () => "^(" + this.pick(["<", ">", ""]) + this.pick(["price", "b", "name", "$string()", "$.b"]) + ")", () => "^(b, >price)", () => "^(%.b)",
            () => ".%", () => ".%.%", () => "[%.b > 1]", () => ".{'p': %.b, 'v': $}", () => ".[%.name]", () => ".$string(%)", () => ".(%.b)",
            () => ".{'x': $x, 'i': $i}", () => ".[$x, $i]", () => ".($x.name)", () => "{name: $x}", () => "{$string(b): $i}", () => "{$string($x.b): $count($)}",
            () => "[" + this.expression(depth - 1) + "]", () => "[]", () => "[0]", () => "[-1]", () => "." + this.name(), () => ".*", () => ".**", () => ".$",
            () => ".`a`", () => '."name"', () => ".$x", () => ".($v := $; $v)", () => "[$ = 1]", () => "[b]", () => "[name = 'x']", () => ".$map($, function($v){$v})"])();
    }
    signature() {
        const type = () => this.pick(["n", "s", "b", "l", "o", "a", "f", "x", "j", "u", "(ns)", "(sao)", "a<n>", "a<s>", "f<n:n>", "a<x>"]) + this.pick(["", "", "", "?", "-", "+"]);
        return "<" + Array.from({length: this.below(3)}, type).join("") + this.pick([":" + this.pick(["n", "s", "x", "a<n>"]), ":x", ""]) + ">";
    }
    call(depth) {
        const e = () => this.expression(depth - 1);
        const s = () => this.pick([() => JSON.stringify(this.text()), () => JSON.stringify(this.text()), e])();
        const n = () => this.pick([() => String(this.below(12)), () => String(this.below(99) / 8 - 4), e])();
        const a = () => this.pick([() => "[" + e() + ", " + e() + "]", () => "items", () => "[1..4]", () => "items.price", () => "[3, 1, 2]", e])();
        const f = () => this.pick(["function($v){$v}", "function($v, $i){$i}", "function($v){$v > 2}", "$string", "$boolean",
            "function($v, $i, $a){$count($a)}", "λ($v)<n:n>{$v * 2}", "$uppercase", "$sum", "$length"]);
        const re = () => this.below(2) ? regex(this) : this.pick(["/a/", "/[a-c]+/", "/(l)(o)?/", "/\\d+/", "/\\s/", "/o/i", "/^h/i", "/(\\w)(\\w)/", "/,/", "/[^a-z]/"]);
        return this.pick([
            () => `$sum(${a()})`, () => `$count(${a()})`, () => `$max(${a()})`, () => `$min(${a()})`, () => `$average(${a()})`,
            () => `$string(${e()})`, () => `$string(${e()}, true)`, () => `$length(${s()})`,
            () => `$substring(${s()}, ${n()})`, () => `$substring(${s()}, ${n()}, ${n()})`,
            () => `$substringBefore(${s()}, ${s()})`, () => `$substringAfter(${s()}, ${s()})`,
            () => `$lowercase(${s()})`, () => `$uppercase(${s()})`, () => `$trim(${s()})`, () => `$pad(${s()}, ${this.below(30) - 15}, ${this.pick(['"#"', '"ab"', '""', '"😀"'])})`,
            () => `$contains(${s()}, ${this.pick([s, re])()})`, () => `$match(${s()}, ${re()})`, () => `$match(${s()}, ${re()}, ${this.below(3)})`,
            () => `$replace(${s()}, ${this.pick([s, re])()}, ${this.pick(['"-"', '"$1$2"', '"[$0]"', '"$$"', '"$12"', "function($m){$m.match & $m.start}"])})`,
            () => `$replace(${s()}, ${re()}, "x", ${this.below(3)})`,
            () => `$split(${s()}, ${this.pick([s, re])()})`, () => `$split(${s()}, ${re()}, ${this.below(4)})`, () => `$join(${a()}, ${s()})`,
            () => `$join($split(${s()}, ""), "-")`,
            () => `$number(${this.pick([s, e, () => '"0x1F"', () => '"1e3"', () => '"0b101"'])()})`, () => `$abs(${n()})`, () => `$floor(${n()})`, () => `$ceil(${n()})`,
            () => `$round(${n()}, ${this.below(5) - 2})`, () => `$round(${n()})`, () => `$power(${n()}, ${this.below(4)})`, () => `$sqrt(${n()})`,
            () => `$formatNumber(${n()}, ${this.pick(['"#,##0.00"', '"0.0e0"', '"#0"', '"00.#"', '"#%"', '"#,##,##0.0#"', '"0;(0)"', '"$#,###.00"', '"0e"', '"x"', '"#.#.#"', '"‰0"', '",0"', '"12345678,9"', '"###,###.000,000"'])})`,
            () => `$formatBase(${n()}, ${2 + this.below(35)})`,
            () => `$formatInteger(${this.below(200000)}, ${this.pick(['"w"', '"W"', '"Ww"', '"I"', '"i"', '"A"', '"a"', '"#,##0"', '"000"', '"1;o"', '"w;o"', '"Ww;o"', '"٠"', '"#:##0"', '"#,##,#0"', '"?"'])})`,
            () => `$parseInteger(${this.pick(['"1,234"', '"xiv"', '"MCMXC"', '"twelve"', '"one thousand, two hundred and thirty-four"', '"abc"', '"12th"'])}, ${this.pick(['"#,##0"', '"i"', '"I"', '"w"', '"a"', '"0"', '"1;o"'])})`,
            () => `$fromMillis(${this.below(2000000000) * 1000 + this.below(1000)}, ${this.pick(['"[Y]-[M01]-[D01]"', '"[H01]:[m01]:[s01].[f001] [Z]"', '"[h#1]:[m01][P]"', '"[FNn], [D1o] [MNn] [Y0001]"', '"[W] [X] [w] [x]"', '"[d] [F0] [E] [C]"', '"[YI] [MNn,3-3] [Dw]"', '"[[x]] [z]"', '"[Z0:0] [Z01:01t] [Z0000]"', '"[Y,2-2] [FN,3-3] [PN]"', '"[q]"', '"[Y"'])}, ${this.pick(['"+0530"', '"-0800"', '"0000"'])})`,
            () => `$fromMillis(${this.below(2000000000) * 1000})`, () => `$fromMillis(${this.below(2000000000) * 1000}, "[W01] [w] [F1] [d001]")`,
            () => `$toMillis(${this.pick(['"2017"', '"2017-10"', '"2017-10-30"', '"2018-03-04T05:06:07Z"', '"2018-03-04T05:06:07.123+05:30"', '"x"', '"2018-13-01"', '"2018-03-04T05:06:07.1Z"', '"2018-02-31"'])})`,
            () => `$toMillis(${this.pick(['"04/03/2018"', '"4 March 2018"', '"2018-3-4"', '"12:30 pm"', '"20180304"'])}, ${this.pick(['"[D01]/[M01]/[Y0001]"', '"[D1] [MNn] [Y]"', '"[Y]-[M]-[D]"', '"[Y0001][M01][D01]"'])})`,
            () => `$map(${a()}, ${f()})`, () => `$filter(${a()}, ${f()})`, () => `$single(${a()}, ${f()})`,
            () => `$reduce(${a()}, function($p, $c){${this.pick(["$p & $c", "$p + $c", "[$p, $c]", "$append($p, $c)"])}})`,
            () => `$reduce(${a()}, function($p, $c, $i){$p & $i}, ${this.literal()})`,
            () => `$sort(${a()})`, () => `$sort(${a()}, function($l, $r){$l ${this.pick([">", "<"])} $r})`,
            () => `$reverse(${a()})`, () => `$distinct(${a()})`, () => `$zip(${a()}, ${a()})`, () => `$append(${a()}, ${e()})`,
            () => `$keys(${e()})`, () => `$lookup(${e()}, "${this.name()}")`, () => `$spread(${e()})`, () => `$merge(${this.pick([a, () => '[{"a":1},{"a":2,"b":3}]'])()})`,
            () => `$each(${this.pick(['{"a":1,"b":"x"}', "$", "items[0]"])}, ${f()})`, () => `$sift(${this.pick(['{"a":1,"b":3}', "$", "items[0]"])}, ${f()})`,
            () => `$type(${e()})`, () => `$exists(${e()})`, () => `$boolean(${e()})`, () => `$not(${e()})`,
            () => `$encodeUrl(${s()})`, () => `$encodeUrlComponent(${s()})`, () => `$decodeUrl(${s()})`, () => `$decodeUrlComponent(${s()})`,
            () => `$base64encode(${s()})`, () => `$base64decode($base64encode(${s()}))`, 
            () => `$${this.pick(kFunctions)}(${Array.from({length: this.below(4)}, () => this.pick([e, e, () => this.pick(["$sum", "function($v){$v}", "function(){1}", "$string"])])()).join(", ")})`,
            () => `$formatNumber(${n()}, ${JSON.stringify(numberPicture(this))})`, () => `$formatNumber(${n()}, ${JSON.stringify(numberPicture(this))})`,
            () => `$formatNumber(${n()}, ${this.pick(['"#.##0,00"', '"0.0"', '"#0p"', '"٠٠"', '"x0"'])}, ${this.pick(['{"decimal-separator": ",", "grouping-separator": "."}', '{"percent": "p"}', '{"zero-digit": "٠"}', '{"digit": "x"}', '{"exponent-separator": "p"}', '{"minus-sign": "~"}'])})`,
            () => `$formatInteger(${this.pick([() => this.below(5000), () => -this.below(300), () => this.below(4000000000), () => "1e15", () => "2.7"])()}, ${JSON.stringify(integerPicture(this))})`,
            () => `$parseInteger($formatInteger(${this.below(100000)}, ${JSON.stringify(integerPicture(this))}), ${JSON.stringify(integerPicture(this))})`,
            () => { const p = JSON.stringify(integerPicture(this)); return `$parseInteger($formatInteger(${this.below(100000)}, ${p}), ${p})`; },
            () => `$fromMillis(${this.below(4000000000) * 1000 - 1500000000000}, ${JSON.stringify(datePicture(this))}${this.pick(["", "", ', "+0100"', ', "-0930"', ', "0000"'])})`,
            () => { const p = JSON.stringify(datePicture(this)); return `$toMillis($fromMillis(${this.below(4000000000) * 1000}, ${p}), ${p})`; },
            () => `$match(${s()}, ${regex(this)})`, () => `$replace(${s()}, ${regex(this)}, "<$1>")`, () => `$split(${s()}, ${regex(this)})`,
            () => `$reduce(${a()}, function($p, $c){$p & $c}, ${e()})`, () => `$map(${a()}, function($v, $i, $all)${this.signature()}{[$v, $i]})`,
            () => `(function($x, $y)${this.signature()}{[$x, $y]})(${this.pick([() => e(), () => `${e()}, ${e()}`, () => ""])()})`,
            () => `$.name.$uppercase()`, () => `items.name.$substring(1, 2)`, () => `items.$lookup("name")`, () => `items.price.$string()`,
            () => `$assert(${e()}, "no")`, () => `$error(${s()})`, () => `$clone(${e()})`])();
    }
    expression(depth) {
        if (depth <= 0) return this.pick([() => this.literal(), () => this.name(), () => "$"])();
        const e = () => this.expression(depth - 1);
        const operator = () => this.pick(["+", "-", "*", "/", "%", "&", "=", "!=", "<", "<=", ">", ">=", "and", "or", "in"]);
        return this.pick([
            () => this.literal(), () => this.path(depth), () => this.path(depth), () => this.path(depth), () => this.call(depth),
            () => this.call(depth), () => this.call(depth),
            () => `${e()} ${operator()} ${e()}`, () => `(${e()}) ${operator()} (${e()})`, () => `(${e()})`, () => `-(${e()})`,
            () => `[${e()}, ${e()}]`, () => `[${this.below(5)}..${this.below(9)}]`, () => `{"k": ${e()}, "l": ${e()}}`,
            () => `(${e()}) ? (${e()}) : (${e()})`, 
            () => `(${e()}) ${this.dialect === "aws" && this.below(20) ? "or" : this.pick(["?:", "??"])} (${e()})`,
            () => `($v := ${e()}; ${this.pick(["$v", "$v.a", "[$v, $v]", "$v[0]"])})`,
            () => `(${e()}) ~> ${this.pick(["$string", "$sum()", "$count", "$uppercase()", "|$|{'z': 1}, 'a'|", "|items|{'p': price * 2}|"])}`,
            () => `(function($x){${e()}})(${e()})`, () => `($f := function($n){$n <= 0 ? ${e()} : $f($n - 1)}; $f(3))`,
            () => this.pick(["($substring(?, 1, 2))('hello')", "($append(?, 7))([1, 2])", "($sum(?))([1, 2])",
                "($power(2, ?))(3)", "(function($a, $b){$a & $b}(?, 'z'))(1)"]),
            () => this.dialect === "aws" ? e() : `$eval(${JSON.stringify(this.expression(depth - 2))})`, () => `${this.path(depth)}${this.stream(depth)}${this.stream(depth)}`,
            () => `($f := function($n, $m){$n = 0 ? $m : $f($n - 1, $m + $n)}; $f(${this.below(20)}, 0))`, () => `[${e()}, ${e()}].${this.name()}`, () => `[${e()}][${e()}]`,
            () => `$map(${e()}, function($v, $i){$v})`, () => `$ ~> |${this.path(1)}|{"new": ${e()}}|`])();
    }
}
