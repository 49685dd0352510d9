#include "jsonata/ancestry.hpp"

#include "jsonata/failure.hpp"
#include "jsonata/stack.hpp"

namespace coworks::jsonata {

std::string type_name(Plan const& node) {
    switch (node.kind) {
        case Plan::Kind::path:
            return "path";
        case Plan::Kind::string:
            return "string";
        case Plan::Kind::number:
            return "number";
        case Plan::Kind::constant:
            return "value";
        case Plan::Kind::name:
            return "name";
        case Plan::Kind::wildcard:
            return "wildcard";
        case Plan::Kind::descendant:
            return "descendant";
        case Plan::Kind::parent:
            return "parent";
        case Plan::Kind::condition:
        case Plan::Kind::otherwise:
        case Plan::Kind::coalesce:
            return "condition";
        case Plan::Kind::block:
            return "block";
        case Plan::Kind::bind:
            return "bind";
        case Plan::Kind::regex:
            return "regex";
        case Plan::Kind::call:
            return "function";
        case Plan::Kind::partial:
            return "partial";
        case Plan::Kind::variable:
            return "variable";
        case Plan::Kind::lambda:
            return "lambda";
        case Plan::Kind::apply:
            return "apply";
        case Plan::Kind::transform:
            return "transform";
        case Plan::Kind::binary:
            return "binary";
        case Plan::Kind::sort:
            return "sort";
        default:
            return "unary";
    }
}

void seek_parent(Plan& node, Slot& slot) {
    check_stack();
    switch (node.kind) {
        case Plan::Kind::name:
        case Plan::Kind::wildcard:
            if (--slot.level != 0) return;
            if (node.ancestor != nullptr) slot.label = node.ancestor->label;
            node.ancestor = &slot;
            node.tuple = true;
            return;
        case Plan::Kind::parent:
            ++slot.level;
            return;
        case Plan::Kind::block:
            if (node.items.empty()) return;
            node.tuple = true;
            seek_parent(*node.items.back(), slot);
            return;
        case Plan::Kind::path: {
            node.tuple = true;
            std::size_t index = node.items.size() - 1;
            seek_parent(*node.items[index], slot);
            while (slot.level > 0 && index > 0)
                seek_parent(*node.items[--index], slot);
            return;
        }
        default:
            throw failure("S0217").at(node.position).with_token(type_name(node));
    }
}

void push_ancestry(Plan& whole, Plan const& part) {
    whole.seeking.insert(whole.seeking.end(), part.seeking.begin(), part.seeking.end());
    if (part.kind == Plan::Kind::parent) whole.seeking.push_back(part.slot);
}

void resolve_ancestry(Plan& path) {
    Plan& last = *path.items.back();
    std::vector<Slot*> slots = last.seeking;
    if (last.kind == Plan::Kind::parent) slots.push_back(last.slot);
    for (Slot* const slot : slots) {
        std::size_t index = path.items.size() - 1;  // one beyond the step to try
        while (slot->level > 0) {
            if (index == 0) {
                path.seeking.push_back(slot);
                break;
            }
            Plan* step = path.items[--index];
            // Contiguous steps that bind the focus count as one.
            while (index > 0 && step->focus != nullptr && path.items[index - 1]->focus != nullptr)
                step = path.items[--index];
            seek_parent(*step, *slot);
        }
    }
}

}  // namespace coworks::jsonata
