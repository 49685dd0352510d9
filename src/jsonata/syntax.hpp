#pragma once

/// The syntax tree of an expression: what was written, token for token, so that it prints back.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace coworks::jsonata {

class Regex;
class Signature;

struct Syntax {
    enum class Kind : std::uint8_t {
        name,         ///< text
        string,       ///< text
        number,       ///< number
        constant,     ///< text: true, false, null
        variable,     ///< text, without `$`
        wildcard,     ///< *
        descendant,   ///< **
        parent,       ///< %
        regex,        ///< text: between the slashes; flags
        placeholder,  ///< ? among arguments
        end,          ///< an operand is missing where the text ends
        binary,       ///< text: the operator (`.` and `..` among them); two items
        minus,        ///< one item
        predicate,    ///< two items: a[b]
        group,        ///< items: the value, then keys and values alternately: a{k: v}
        object,       ///< items: keys and values alternately
        array,        ///< items
        block,        ///< items
        sort,         ///< items: the value, then the terms; directions: < > or blank for each
        bind,         ///< two items: $a := b
        focus,        ///< two items: a@$b
        index,        ///< two items: a#$b
        condition,    ///< two or three items: a ? b : c
        otherwise,    ///< two items: a ?: b (version 2.2)
        coalesce,     ///< two items: a ?? b (version 2.2)
        call,         ///< items: the procedure, then the arguments
        partial,      ///< likewise, with placeholders among the arguments
        lambda,       ///< items: the parameters, then the body; text: the signature, or empty
        transform     ///< two or three items: |pattern|update, delete|
    };

    Kind kind = Kind::end;
    bool keep_array = false;     ///< followed by []
    std::uint32_t position = 0;  ///< in UTF-16 code units
    std::uint32_t depth = 1;     ///< of the tree below it
    double number = 0;
    std::string text{};
    std::string directions{};
    std::vector<Syntax*> items{};
    std::shared_ptr<Regex const> regex{};
    std::shared_ptr<Signature const> signature{};
};

/// Calls `visit` for the node and everything below it, parents first, in the order of the text; a visit that returns
/// false leaves out what is below.
void walk(Syntax const& node, std::function<bool(Syntax const&)> const& visit);

/// Equal but for positions.
bool same_tree(Syntax const& a, Syntax const& b);

/// Source that parses to the same tree.
std::string print(Syntax const& node);

}  // namespace coworks::jsonata
