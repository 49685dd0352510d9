"""Makes paths and documents by chance: well-formed ones, odd ones, and both with characters changed."""

import random

NAMES = ["a", "b", "c"] * 4 + ["list", "a b", "x-y", "ä", "$ref", "0", "length()", "名"]
TEXTS = ["x", "open", "", "null", "true", "10", "1.50", "it's", "/a/b", "a&&b", "É", "😀", "-3"]
ALPHABET = "$.@[]()?'\"*,:-0123abx =!<>&|~/\\ "


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.changed = set()

    def mutated(self, path):
        return path in self.changed

    def pick(self, *choices):
        return self.random.choice(choices)

    def request(self):
        path = "$" + "".join(self.step() for _ in range(self.random.randrange(5)))
        if self.random.random() < 0.25:
            path = self.mutate(path)
        return {"path": path, "input": self.document(self.random.randrange(1, 5))}

    def mutate(self, path):
        """But for what begins it: `$$` and `$name` are the service's, not the library's."""
        letters = list(path)
        for _ in range(self.random.randrange(1, 4)):
            at = self.random.randrange(1, len(letters) + 1)
            with_one = self.random.randrange(3)
            if with_one == 0:
                letters.insert(at, self.random.choice(ALPHABET))
            elif at < len(letters):
                letters[at:at + 1] = [] if with_one == 1 else [self.random.choice(ALPHABET)]
        changed = "".join(letters)
        if changed[1:2] and changed[1] not in ".[":
            return path
        self.changed.add(changed)
        return changed

    def document(self, depth):
        """Never null at the top: differences.json tells why."""
        kind = self.random.randrange(10)
        if kind < 4:
            return [self.item(depth - 1) for _ in range(self.random.randrange(5))]
        if kind < 9:
            return {self.name(): self.item(depth - 1) for _ in range(self.random.randrange(1, 5))}
        return self.scalar() or 0

    def item(self, depth):
        return self.document(depth) if depth > 0 and self.random.random() < 0.7 else self.scalar()

    def scalar(self):
        return self.pick(lambda: None, lambda: self.pick(True, False), lambda: self.random.choice(TEXTS),
                         lambda: self.random.randrange(-3, 12), lambda: self.random.randrange(-20, 60) / 4,
                         lambda: 12345678901)() if self.random.random() > 0.02 else {}

    def name(self):
        return self.random.choice(NAMES)

    def step(self):
        quoted = lambda: "'" + self.name() + "'"
        number = lambda: str(self.random.randrange(-3, 5))
        return self.random.choice([
            lambda: "." + self.name(), lambda: "." + self.name(), lambda: "." + self.name(), lambda: "['" + self.name() + "']",
            lambda: ".['" + self.name() + "']", lambda: "[" + quoted() + ", " + quoted() + "]",
            lambda: "[" + quoted() + "," + quoted() + "]", lambda: ".*", lambda: "[*]", lambda: ".[*]", lambda: "..*",
            lambda: ".." + self.name(), lambda: "..[" + number() + "]", lambda: "[" + number() + "]",
            lambda: ".[" + number() + "]", lambda: "[" + number() + "," + number() + "]",
            lambda: "[" + number() + ":]", lambda: "[:" + number() + "]", lambda: "[" + number() + ":" + number() + "]",
            lambda: "[" + number() + ":" + number() + ":" + number() + "]", lambda: "[(@.length-1)]",
            lambda: "[(@.size() - 2)]", self.filter, self.filter, lambda: "." + self.filter(), lambda: ".." + self.filter()])()

    def filter(self):
        text = self.criterion()
        for _ in range(self.random.choice([0, 0, 0, 1, 2, 3])):
            text += self.pick("&&", " && ", "||", " || ") + self.criterion()
        return self.pick("[?(%s)]", "[?( %s )]", "[ ?(%s)]", "[?((%s))]") % text

    def criterion(self):
        sign = self.pick("==", "!=", "<", ">", "<=", ">=", "==", "!=", "===", "in")
        return self.random.choice([
            self.path, lambda: "!" + self.path(), lambda: self.path() + self.pick("=~", " =~ ") + self.pattern(),
            lambda: self.path() + sign + self.value(), lambda: self.path() + " " + sign + " " + self.value(),
            lambda: self.path() + " " + sign + " " + self.value(), lambda: self.value() + sign + self.path(),
            lambda: "(" + self.path() + sign + self.path() + ")", lambda: "!" + self.path() + sign + self.value()])()

    def path(self):
        steps = [lambda: "." + self.pick("a", "b", "c", "list"), lambda: "['" + self.name() + "']",
                 lambda: "[" + str(self.random.randrange(3)) + "]", lambda: "[(@.length-1)]", lambda: ".length()"]
        text = "".join(self.random.choice(steps)() for _ in range(self.random.randrange(3)))
        return self.pick("@", "@", "@", "$") + text

    def value(self):
        text = self.random.choice(TEXTS)
        return self.random.choice([lambda: "'" + text.replace("'", "\\'") + "'", lambda: '"' + text + '"', lambda: text,
                                   lambda: str(self.random.randrange(-3, 12)), lambda: str(self.random.randrange(-20, 60) / 4),
                                   lambda: self.pick("true", "false", "null", "TRUE", "1e1", "+1", ".5", "007"), self.pattern])()

    def pattern(self):
        return self.pick("/x/", "/.*/", "/O.*n/i", "/[0-9]+/", "/-?\\d(\\.\\d)?/", "/(true|x)/", "/.p../")
