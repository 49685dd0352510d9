#include "jsonata/parser.hpp"

#include <algorithm>
#include <array>

#include "json/number.hpp"
#include "jsonata/failure.hpp"
#include "jsonata/lexer.hpp"
#include "jsonata/regex.hpp"
#include "jsonata/signature.hpp"
#include "jsonata/stack.hpp"

namespace coworks::jsonata {
namespace {

using Kind = Syntax::Kind;

/// What binds how tightly to its left (parser.js, `operators`; those missing here never follow an operand).
int binding_power(Token const& token) noexcept {
    struct Row {
        std::string_view operation;
        int power;
    };
    static constexpr auto kPowers = std::to_array<Row>({
        {"[", 80}, {"(", 80},  {"@", 80},  {"#", 80},  {".", 75},  {"{", 70},   {"*", 60},  {"/", 60},  {"%", 60},
        {"+", 50}, {"-", 50},  {"&", 50},  {"=", 40},  {"<", 40},  {">", 40},   {"!=", 40}, {"<=", 40}, {">=", 40},
        {"^", 40}, {"~>", 40}, {"??", 40}, {"?:", 40}, {"in", 40}, {"and", 30}, {"or", 25}, {"?", 20},  {":=", 10},
    });
    if (token.kind != Token::Kind::operation) return 0;
    auto const* const row = std::ranges::find(kPowers, std::string_view(token.text), &Row::operation);
    return row != kPowers.end() ? row->power : 0;
}

/// A token as a text would have it.
std::string token_print(Token const& token) {
    switch (token.kind) {
        case Token::Kind::string:
            return Json(token.text).dump();
        case Token::Kind::variable:
            return '$' + token.text;
        case Token::Kind::regex:
            return '/' + token.text + '/' + token.flags;
        case Token::Kind::name:
            return is_plain_name(token.text) ? token.text : '`' + token.text + '`';
        default:
            return token.text;
    }
}

/// An error about a token.
Failure fault(std::string code, Token const& token) {
    Failure made = failure(std::move(code)).at(token.position).with_token(token.text);
    if (token.kind == Token::Kind::number) made.token_value = Json(token.number);
    if (token.kind == Token::Kind::constant) {
        made.token_value.emplace();
        if (token.text != "null") made.token_value = Json(token.text == "true");
    }
    return made;
}

/// The token that a node was made of.
std::string token_of(Syntax const& node) {
    switch (node.kind) {
        case Kind::number:
            return ecmascript_number(node.number);
        case Kind::wildcard:
            return "*";
        case Kind::descendant:
            return "**";
        case Kind::parent:
            return "%";
        case Kind::minus:
            return "-";
        case Kind::block:
        case Kind::call:
        case Kind::partial:
        case Kind::lambda:
            return "(";
        case Kind::array:
        case Kind::predicate:
            return "[";
        case Kind::object:
        case Kind::group:
            return "{";
        case Kind::sort:
            return "^";
        case Kind::transform:
            return "|";
        default:
            return node.text;
    }
}

/// Top-down operator precedence (Pratt 1973), in the order in which the reference reads its tokens.
class Parser {
public:
    Parser(std::string_view text, Dialect dialect, Limits const& limits)
        : lexer_(text, dialect), depth_max_(limits.syntax_depth_max) {}

    Parsed run() {
        advance();
        Syntax* const root = expression(0);
        if (token_.kind != Token::Kind::end) throw fault("S0201", token_);
        parsed_.root = root;
        return std::move(parsed_);
    }

private:
    using Expect = Lexer::Expect;

    void advance(Expect expect = Expect::operand) {
        token_ = lexer_.next(expect);
        if (token_.is("!") || token_.is("~")) throw fault("S0204", token_);
    }
    void expect(std::string_view operation, Expect next = Expect::operand) {
        if (!is(operation)) {
            throw fault(token_.kind == Token::Kind::end ? "S0203" : "S0202", token_).with_value(Json(operation));
        }
        advance(next);
    }
    bool is(std::string_view operation) const noexcept { return token_.is(operation); }

    Syntax* make(Kind kind, Token const& token) {
        Syntax& node = parsed_.nodes.emplace_back();
        node.kind = kind;
        node.position = token.position;
        return &node;
    }
    Syntax* add(Syntax* parent, Syntax* item) {
        parent->items.push_back(item);
        parent->depth = std::max(parent->depth, item->depth + 1);
        if (parent->depth > depth_max_) throw stack_overflow().at(parent->position);
        return parent;
    }

    Syntax* expression(int right_power) {
        check_stack();
        Token token = std::move(token_);
        advance(Expect::operation);
        Syntax* left = prefix(token);
        while (right_power < binding_power(token_)) {
            token = std::move(token_);
            advance();
            left = infix(token, left);
        }
        return left;
    }

    Syntax* prefix(Token const& token);
    Syntax* prefix_operation(Token const& token);
    Syntax* infix(Token const& token, Syntax* left);
    Syntax* binary(Token const& token, Kind kind, Syntax* left, int power);
    Syntax* block(Token const& token);
    Syntax* array(Token const& token);
    Syntax* pairs(Syntax* node);
    Syntax* predicate(Token const& token, Syntax* left);
    Syntax* sort(Token const& token, Syntax* left);
    Syntax* bind(Token const& token, Syntax* left);
    Syntax* tuple_bind(Token const& token, Kind kind, Syntax* left);
    Syntax* condition(Token const& token, Syntax* left);
    Syntax* call(Token const& token, Syntax* left);
    Syntax* lambda(Syntax* node);
    void signature(Syntax* node);
    Syntax* transform(Token const& token);

    Lexer lexer_;
    std::size_t depth_max_;
    Token token_;
    Parsed parsed_;
};

Syntax* Parser::prefix(Token const& token) {
    auto const with_text = [&](Kind kind) {
        Syntax* const node = make(kind, token);
        node->text = token.text;
        return node;
    };
    switch (token.kind) {
        case Token::Kind::end:
            return with_text(Kind::end);
        case Token::Kind::name:
            return with_text(Kind::name);
        case Token::Kind::variable:
            return with_text(Kind::variable);
        case Token::Kind::string:
            return with_text(Kind::string);
        case Token::Kind::constant:
            return with_text(Kind::constant);
        case Token::Kind::number: {
            Syntax* const node = make(Kind::number, token);
            node->number = token.number;
            return node;
        }
        case Token::Kind::regex: {
            Syntax* const node = with_text(Kind::regex);
            node->directions = token.flags;
            node->regex = Regex::compile(token.text, token.flags);
            return node;
        }
        case Token::Kind::operation:
            break;
    }
    return prefix_operation(token);
}

Syntax* Parser::prefix_operation(Token const& token) {
    std::string_view const operation = token.text;
    if (operation == "-") return add(make(Kind::minus, token), expression(70));
    if (operation == "*") return make(Kind::wildcard, token);
    if (operation == "**") return make(Kind::descendant, token);
    if (operation == "%") return make(Kind::parent, token);
    if (operation == "(") return block(token);
    if (operation == "[") return array(token);
    if (operation == "{") return pairs(make(Kind::object, token));
    if (operation == "|") return transform(token);
    if (operation == "and" || operation == "or" || operation == "in") {
        Syntax* const node = make(Kind::name, token);
        node->text = operation;
        return node;
    }
    throw fault("S0211", token);
}

Syntax* Parser::binary(Token const& token, Kind kind, Syntax* left, int power) {
    Syntax* const node = make(kind, token);
    node->text = token.text;
    add(node, left);
    return add(node, expression(power));
}

Syntax* Parser::infix(Token const& token, Syntax* left) {
    std::string_view const operation = token.text;
    if (operation == "[") return predicate(token, left);
    if (operation == "(") return call(token, left);
    if (operation == "{") return pairs(add(make(Kind::group, token), left));
    if (operation == "^") return sort(token, left);
    if (operation == ":=") return bind(token, left);
    if (operation == "@") return tuple_bind(token, Kind::focus, left);
    if (operation == "#") return tuple_bind(token, Kind::index, left);
    if (operation == "?") return condition(token, left);
    if (operation == "?:") return binary(token, Kind::otherwise, left, 0);
    if (operation == "??") return binary(token, Kind::coalesce, left, 0);
    return binary(token, Kind::binary, left, binding_power(token));
}

Syntax* Parser::block(Token const& token) {
    Syntax* const node = make(Kind::block, token);
    while (!is(")")) {
        add(node, expression(0));
        if (!is(";")) break;
        advance();
    }
    expect(")", Expect::operation);
    return node;
}

Syntax* Parser::array(Token const& token) {
    Syntax* const node = make(Kind::array, token);
    if (!is("]")) {
        while (true) {
            Syntax* item = expression(0);
            if (is("..")) {
                Syntax* const range = make(Kind::binary, token_);
                range->text = "..";
                advance();
                add(range, item);
                item = add(range, expression(0));
            }
            add(node, item);
            if (!is(",")) break;
            advance();
        }
    }
    expect("]", Expect::operation);
    return node;
}

Syntax* Parser::pairs(Syntax* node) {
    if (!is("}")) {
        while (true) {
            add(node, expression(0));
            expect(":");
            add(node, expression(0));
            if (!is(",")) break;
            advance();
        }
    }
    expect("}", Expect::operation);
    return node;
}

Syntax* Parser::predicate(Token const& token, Syntax* left) {
    if (is("]")) {
        Syntax* step = left;
        while (step->kind == Kind::predicate)
            step = step->items[0];
        step->keep_array = true;
        advance();
        return left;
    }
    Syntax* const node = make(Kind::predicate, token);
    add(node, left);
    add(node, expression(0));
    expect("]", Expect::operation);
    return node;
}

Syntax* Parser::sort(Token const& token, Syntax* left) {
    Syntax* const node = add(make(Kind::sort, token), left);
    expect("(");
    while (true) {
        char direction = ' ';
        if (is("<") || is(">")) {
            direction = token_.text[0];
            advance();
        }
        node->directions += direction;
        add(node, expression(0));
        if (!is(",")) break;
        advance();
    }
    expect(")");
    return node;
}

Syntax* Parser::bind(Token const& token, Syntax* left) {
    if (left->kind != Kind::variable) throw failure("S0212").at(left->position).with_token(token_of(*left));
    return binary(token, Kind::bind, left, 9);
}

Syntax* Parser::tuple_bind(Token const& token, Kind kind, Syntax* left) {
    Syntax* const node = binary(token, kind, left, 80);
    Syntax const* const variable = node->items[1];
    if (variable->kind != Kind::variable) throw failure("S0214").at(variable->position).with_token(token.text);
    return node;
}

Syntax* Parser::condition(Token const& token, Syntax* left) {
    Syntax* const node = add(make(Kind::condition, token), left);
    add(node, expression(0));
    if (is(":")) {
        advance();
        add(node, expression(0));
    }
    return node;
}

Syntax* Parser::call(Token const& token, Syntax* left) {
    Syntax* const node = add(make(Kind::call, token), left);
    if (!is(")")) {
        while (true) {
            if (is("?")) {
                node->kind = Kind::partial;
                Syntax* const placeholder = make(Kind::placeholder, token_);
                placeholder->text = "?";
                add(node, placeholder);
                advance();
            } else {
                add(node, expression(0));
            }
            if (!is(",")) break;
            advance();
        }
    }
    expect(")", Expect::operation);
    bool const defines = left->kind == Kind::name && (left->text == "function" || left->text == "λ");
    return defines ? lambda(node) : node;
}

Syntax* Parser::lambda(Syntax* node) {
    node->kind = Kind::lambda;
    node->items.erase(node->items.begin());
    for (std::size_t i = 0; i < node->items.size(); ++i) {
        Syntax const* const parameter = node->items[i];
        if (parameter->kind != Kind::variable) {
            throw failure("S0208").at(parameter->position).with_token(token_of(*parameter)).with_value(Json(i + 1));
        }
    }
    if (is("<")) signature(node);
    expect("{");
    add(node, expression(0));
    expect("}");
    return node;
}

void Parser::signature(Syntax* node) {
    std::uint32_t const position = token_.position;
    std::string text = "<";
    std::string printed = "<";
    bool odd = false;
    for (int depth = 1; depth > 0 && !is("{") && token_.kind != Token::Kind::end;) {
        advance();
        if (is(">")) --depth;
        if (is("<")) ++depth;
        text += token_.text;
        std::string const print = token_print(token_);
        odd = odd || print != token_.text || token_.kind == Token::Kind::number;
        printed += ' ' + print;
    }
    // Any tokens make a signature; those that are more than their text are kept as they print, each apart.
    if (odd) node->directions = printed;
    expect(">");
    node->signature = Signature::parse(text, position);
    node->text = std::move(text);
}

Syntax* Parser::transform(Token const& token) {
    Syntax* const node = add(make(Kind::transform, token), expression(0));
    expect("|");
    add(node, expression(0));
    if (is(",")) {
        advance();
        add(node, expression(0));
    }
    expect("|");
    return node;
}

}  // namespace

Parsed parse(std::string_view text, Dialect dialect, Limits const& limits) {
    if (text.size() > limits.source_bytes_max)
        throw failure("").with_message("The expression is longer than " + std::to_string(limits.source_bytes_max) +
                                       " bytes");
    return Parser(text, dialect, limits).run();
}

}  // namespace coworks::jsonata
