#include <coworks/json.hpp>

#include "json/number.hpp"
#include "jsonata/lexer.hpp"
#include "jsonata/syntax.hpp"

namespace coworks::jsonata {
namespace {

using Kind = Syntax::Kind;

/// Parentheses are nodes of their own, so the tokens in their order are the source; blanks go where two tokens would
/// grow together.
class Printer {
public:
    std::string run(Syntax const& node) {
        print(node);
        return std::move(out_);
    }

private:
    void print(Syntax const& node);
    void leaf(Syntax const& node);
    void list(Syntax const& node, std::size_t from, std::size_t to, std::string_view separator);
    void pairs(Syntax const& node, std::size_t from);
    void pair(Syntax const& node, std::string_view between) {
        print(*node.items[0]);
        out_ += between;
        print(*node.items[1]);
    }
    void lambda(Syntax const& node);
    void sort(Syntax const& node);
    void transform(Syntax const& node);

    std::string out_;
};

void Printer::list(Syntax const& node, std::size_t from, std::size_t to, std::string_view separator) {
    for (std::size_t i = from; i < to; ++i) {
        if (i > from) out_ += separator;
        print(*node.items[i]);
    }
}

void Printer::pairs(Syntax const& node, std::size_t from) {
    out_ += '{';
    for (std::size_t i = from; i + 1 < node.items.size(); i += 2) {
        if (i > from) out_ += ", ";
        print(*node.items[i]);
        out_ += ": ";
        print(*node.items[i + 1]);
    }
    out_ += '}';
}

void Printer::leaf(Syntax const& node) {
    switch (node.kind) {
        case Kind::name:
            out_ += is_plain_name(node.text) || node.text == "and" || node.text == "or" || node.text == "in"
                        ? node.text
                        : '`' + node.text + '`';
            break;
        case Kind::string:
            Json(node.text).dump_to(out_);
            break;
        case Kind::number:
            append_ecmascript_number(out_, node.number);
            break;
        case Kind::variable:
            out_ += '$' + node.text;
            break;
        case Kind::wildcard:
            out_ += '*';
            break;
        case Kind::descendant:
            out_ += "**";
            break;
        case Kind::parent:
            out_ += '%';
            break;
        case Kind::regex:
            out_ += '/' + node.text + '/' + node.directions;
            break;
        case Kind::constant:
        case Kind::placeholder:
            out_ += node.text;
            break;
        default:
            break;
    }
}

void Printer::lambda(Syntax const& node) {
    out_ += "function(";
    list(node, 0, node.items.size() - 1, ", ");
    out_ += ')' + (node.directions.empty() ? node.text : node.directions) + '{';
    print(*node.items.back());
    out_ += '}';
}

void Printer::sort(Syntax const& node) {
    print(*node.items[0]);
    out_ += "^(";
    for (std::size_t i = 1; i < node.items.size(); ++i) {
        if (i > 1) out_ += ", ";
        if (node.directions[i - 1] != ' ') out_ += node.directions[i - 1];
        print(*node.items[i]);
    }
    out_ += ')';
}

void Printer::transform(Syntax const& node) {
    out_ += '|';
    print(*node.items[0]);
    out_ += '|';
    list(node, 1, node.items.size(), ", ");
    out_ += '|';
}

void Printer::print(Syntax const& node) {
    switch (node.kind) {
        case Kind::binary:
            pair(node, node.text == "." ? "." : ' ' + node.text + ' ');
            break;
        case Kind::bind:
            pair(node, " := ");
            break;
        case Kind::focus:
            pair(node, "@");
            break;
        case Kind::index:
            pair(node, "#");
            break;
        case Kind::otherwise:
            pair(node, " ?: ");
            break;
        case Kind::coalesce:
            pair(node, " ?? ");
            break;
        case Kind::minus:
            out_ += "- ";
            print(*node.items[0]);
            break;
        case Kind::predicate:
            print(*node.items[0]);
            out_ += '[';
            print(*node.items[1]);
            out_ += ']';
            break;
        case Kind::group:
            print(*node.items[0]);
            pairs(node, 1);
            break;
        case Kind::object:
            pairs(node, 0);
            break;
        case Kind::array:
            out_ += '[';
            list(node, 0, node.items.size(), ", ");
            out_ += ']';
            break;
        case Kind::block:
            out_ += '(';
            list(node, 0, node.items.size(), "; ");
            out_ += ')';
            break;
        case Kind::sort:
            sort(node);
            break;
        case Kind::condition:
            pair(node, " ? ");
            if (node.items.size() > 2) {
                out_ += " : ";
                print(*node.items[2]);
            }
            break;
        case Kind::call:
        case Kind::partial:
            print(*node.items[0]);
            out_ += '(';
            list(node, 1, node.items.size(), ", ");
            out_ += ')';
            break;
        case Kind::lambda:
            lambda(node);
            break;
        case Kind::transform:
            transform(node);
            break;
        default:
            leaf(node);
    }
    if (node.keep_array) out_ += "[]";
}

}  // namespace

std::string print(Syntax const& node) {
    return Printer().run(node);
}

}  // namespace coworks::jsonata
