// Pictures and patterns by chance: what $formatNumber, $formatInteger, $fromMillis and regular expressions are given.
// `from` is the Generator.

const times = (from, most, make) => Array.from({length: 1 + from.below(most)}, make).join("");

export function numberPicture(from) {
    const part = () => times(from, 4, () => from.pick(["#", "#", "0", "0", ",", "9", "1"]));
    const fraction = () => from.pick(["", "", ".", ".0", ".00", ".0#", ".##", ".0,0", ".#,0", "." + part()]);
    const affix = () => from.pick(["", "", "", "$", "(", ")", "a b", "%", "‰", "-", "é"]);
    const one = () => affix() + part() + fraction() + from.pick(["", "", "", "e0", "e00", "e"]) + affix();
    return from.below(5) === 0 ? one() + ";" + one() : one();
}

export function integerPicture(from) {
    return from.pick([
        () => from.pick(["w", "W", "Ww", "I", "i", "A", "a", "0", "1", "٠", "０"]), () => times(from, 6, () => from.pick(["#", "0", ",", ":", "0", "#", "٠"])),
        () => "#,##0", () => "000", () => "#", () => "?", () => ""])() + from.pick(["", "", ";o", ";c", ";o(x)", ";"]);
}

export function datePicture(from) {
    const component = () => from.pick(["Y", "M", "D", "d", "F", "W", "w", "X", "x", "H", "h", "P", "m", "s", "f", "Z", "z", "C", "E", "Y", "M", "D"]);
    const presentation = () => from.pick(["", "", "", "1", "01", "001", "0001", "I", "i", "N", "n", "Nn", "w", "W", "Ww", "a", "A", "#1", "1o", "wo", "Wwo", "0", "01:01", "0101t", "9,999", "٠١"]);
    const width = () => from.pick(["", "", "", "", ",2", ",2-2", ",*-3", ",3-*", ",1-4", ",4", ",*"]);
    const text = () => from.pick(["-", "/", " ", ":", "T", "[[", "]]", ", ", "at"]);
    return times(from, 4, () => "[" + component() + presentation() + width() + "]" + text());
}

export function regex(from) {
    const atom = () => from.pick([
        () => from.pick(["a", "b", "l", "o", "H", "1", " ", ",", ".", "e", "ok", "é"]), () => from.pick(["\\d", "\\w", "\\s", "\\D", "\\W", "\\S", "\\b", "\\.", "\\/", "\\u0061", "\\x41", "\\t"]),
        () => from.pick(["[a-c]", "[^a-z]", "[\\d,]", "[A-Z]", "[l-o ]", "[^\\s]", "[-a]", "[\\]a]"]), () => "(" + atoms(2) + ")", () => "(?:" + atoms(2) + ")",
        () => from.pick(["(?=l)", "(?!a)", "(?<=h)", "(?<!x)", "(?<n>l)"])])();
    // What a group inside of a repeated one has captured, JavaScript forgets with each repetition: groups stay alone.
    const repeated = (text) => text + (text.startsWith("(") ? "" : from.pick(["", "", "", "", "?", "+", "*", "{2}", "{1,2}", "+?", "*?"]));
    const atoms = (most) => times(from, most, () => repeated(atom()));
    const body = from.pick(["", "", "", "^"]) + atoms(3) + from.pick(["", "", "", "", "|" + atoms(1), "$"]);
    let valid = true;
    try {
        new RegExp(body);
    } catch {
        valid = false;
    }
    return valid ? "/" + body + "/" + from.pick(["", "", "", "i", "m", "im"]) : regex(from);
}
