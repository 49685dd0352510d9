#include <algorithm>
#include <array>
#include <functional>

#include "jsonata/ancestry.hpp"
#include "jsonata/builtins/registry.hpp"
#include "jsonata/failure.hpp"
#include "jsonata/plan.hpp"
#include "jsonata/stack.hpp"
#include "jsonata/text.hpp"

namespace coworks::jsonata {
namespace {

using From = Syntax::Kind;
using To = Plan::Kind;

Operation operation_of(std::string_view text) {
    static constexpr auto kTexts = std::to_array<std::string_view>(
        {"+", "-", "*", "/", "%", "=", "!=", "<", "<=", ">", ">=", "&", "..", "in", "and", "or"});
    return static_cast<Operation>(std::ranges::find(kTexts, text) - kTexts.begin());
}

class Analysis {
public:
    explicit Analysis(Program& program) : program_(program) {}

    void run() {
        Plan* const root = process(*program_.parsed.root);
        // The reference's node of a lone % has no position.
        if (root->kind == To::parent) throw failure("S0217").with_token(type_name(*root));
        if (!root->seeking.empty()) throw failure("S0217").at(root->position).with_token(type_name(*root));
        program_.root = root;
        for (Plan& plan : program_.plans) {
            plan.simple =
                plan.kind == To::name && plan.predicates.empty() && plan.stages.empty() && !plan.group && !plan.tuple;
        }
    }

private:
    Plan* make(To kind, Syntax const& from) {
        Plan& plan = program_.plans.emplace_back();
        plan.kind = kind;
        plan.position = from.position;
        return &plan;
    }
    Plan* add(Plan* whole, Plan* part) {
        whole->items.push_back(part);
        push_ancestry(*whole, *part);
        return whole;
    }
    Plan* path_of(Plan* step) {
        Plan& path = program_.plans.emplace_back();
        path.kind = To::path;
        path.items.push_back(step);
        return &path;
    }
    Symbol const* bound(std::string const& name) {
        Symbol* const symbol = program_.symbol(name);
        symbol->assigned = true;
        return symbol;
    }

    Plan* process(Syntax const& from);
    Plan* leaf(Syntax const& from);
    Plan* literal(Syntax const& from);
    Plan* name(Syntax const& from);
    Plan* map(Syntax const& from);
    Plan* predicate(Syntax const& from);
    Plan* group(Syntax const& from);
    Plan* sort(Syntax const& from);
    Plan* focus(Syntax const& from);
    Plan* index(Syntax const& from);
    Plan* minus(Syntax const& from);
    Plan* call(Syntax const& from);
    Plan* lambda(Syntax const& from);
    Plan* block(Syntax const& from);
    Plan* operands(To kind, Syntax const& from);
    std::vector<Pair> pairs(Syntax const& from, std::size_t first, Plan* whole);
    void mark_tail_call(Plan* plan);

    Program& program_;
    int labels_ = 0;
};

Plan* Analysis::literal(Syntax const& from) {
    switch (from.kind) {
        case From::string: {
            Plan* const plan = make(To::string, from);
            plan->value = Json(from.text);
            return plan;
        }
        case From::number: {
            Plan* const plan = make(To::number, from);
            plan->number = from.number;
            return plan;
        }
        default: {
            Plan* const plan = make(To::constant, from);
            if (from.text != "null") plan->value = Json(from.text == "true");
            return plan;
        }
    }
}

Plan* Analysis::name(Syntax const& from) {
    Plan* const step = make(To::name, from);
    step->symbol = program_.symbol(from.text);
    step->keep_array = from.keep_array;
    Plan* const path = path_of(step);
    path->keep_singleton = from.keep_array;
    return path;
}

Plan* Analysis::leaf(Syntax const& from) {
    switch (from.kind) {
        case From::variable: {
            Plan* const plan = make(To::variable, from);
            plan->symbol = program_.symbol(from.text);
            if (from.text == "eval") program_.dynamic = true;
            return plan;
        }
        case From::parent: {
            Plan* const plan = make(To::parent, from);
            Slot& slot = program_.slots.emplace_back();
            slot.label = bound("!" + std::to_string(labels_++));
            plan->slot = &slot;
            return plan;
        }
        case From::regex: {
            Plan* const plan = make(To::regex, from);
            plan->regex = from.regex;
            return plan;
        }
        case From::wildcard:
            return make(To::wildcard, from);
        case From::descendant:
            return make(To::descendant, from);
        case From::placeholder:
            return make(To::placeholder, from);
        case From::end:
            throw failure("S0207").at(from.position).with_token(from.text);
        default:
            return literal(from);
    }
}

Plan* Analysis::map(Syntax const& from) {
    Plan* const left = process(*from.items[0]);
    Plan* path = left;
    if (left->kind != To::path) path = path_of(left);
    if (left->kind == To::parent) path->seeking = {left->slot};
    Plan* const rest = process(*from.items[1]);
    if (rest->kind == To::path) {
        path->items.insert(path->items.end(), rest->items.begin(), rest->items.end());
    } else {
        if (!rest->predicates.empty()) rest->stages = std::move(rest->predicates);
        rest->predicates.clear();
        path->items.push_back(rest);
    }
    for (Plan* const step : path->items) {
        if (step->kind == To::number || step->kind == To::constant) {
            throw failure("S0213")
                .at(step->position)
                .with_value(step->kind == To::number ? Json(step->number) : step->value);
        }
        if (step->kind == To::string) {  // a quoted name
            step->kind = To::name;
            step->symbol = program_.symbol(step->value.as_string());
        }
        if (step->keep_array) path->keep_singleton = true;
    }
    if (path->items.front()->kind == To::array) path->items.front()->cons_array = true;
    if (path->items.back()->kind == To::array) path->items.back()->cons_array = true;
    resolve_ancestry(*path);
    return path;
}

Plan* Analysis::predicate(Syntax const& from) {
    Plan* const result = process(*from.items[0]);
    bool const in_path = result->kind == To::path;
    Plan* const step = in_path ? result->items.back() : result;
    if (step->group) throw failure("S0209").at(from.position);
    Plan* const filter = process(*from.items[1]);
    if (!filter->seeking.empty()) {
        for (Slot* const slot : filter->seeking) {
            if (slot->level == 1) {
                seek_parent(*step, *slot);
            } else {
                --slot->level;
            }
        }
        push_ancestry(*step, *filter);
    }
    (in_path ? step->stages : step->predicates).push_back({.expression = filter});
    return result;
}

std::vector<Pair> Analysis::pairs(Syntax const& from, std::size_t first, Plan* whole) {
    std::vector<Pair> made;
    for (std::size_t i = first; i + 1 < from.items.size(); i += 2) {
        Plan* const key = process(*from.items[i]);
        if (whole != nullptr) push_ancestry(*whole, *key);
        Plan* const value = process(*from.items[i + 1]);
        if (whole != nullptr) push_ancestry(*whole, *value);
        made.push_back({.key = key, .value = value});
    }
    return made;
}

Plan* Analysis::group(Syntax const& from) {
    Plan* const result = process(*from.items[0]);
    if (result->group) throw failure("S0210").at(from.position);
    auto made = std::make_unique<Group>();
    made->pairs = pairs(from, 1, nullptr);
    made->position = from.position;
    result->group = std::move(made);
    return result;
}

Plan* Analysis::sort(Syntax const& from) {
    Plan* result = process(*from.items[0]);
    if (result->kind != To::path) result = path_of(result);
    Plan* const step = make(To::sort, from);
    step->directions = from.directions;
    for (std::size_t i = 1; i < from.items.size(); ++i)
        add(step, process(*from.items[i]));
    result->items.push_back(step);
    resolve_ancestry(*result);
    return result;
}

Plan* Analysis::focus(Syntax const& from) {
    Plan* const result = process(*from.items[0]);
    Plan* const step = result->kind == To::path ? result->items.back() : result;
    if (!step->stages.empty() || !step->predicates.empty()) throw failure("S0215").at(from.position);
    if (step->kind == To::sort) throw failure("S0216").at(from.position);
    if (from.keep_array) step->keep_array = true;
    if (!from.items[1]->text.empty()) step->focus = bound(from.items[1]->text);  // `@$` binds nothing
    step->tuple = true;
    return result;
}

Plan* Analysis::index(Syntax const& from) {
    Plan* result = process(*from.items[0]);
    Plan* step = result;
    if (result->kind == To::path) {
        step = result->items.back();
    } else {
        result = path_of(result);
        if (!step->predicates.empty()) step->stages = std::move(step->predicates);
        step->predicates.clear();
    }
    std::string const& name = from.items[1]->text;
    if (!name.empty() && step->stages.empty()) {
        step->index = bound(name);
    } else if (!name.empty()) {
        step->stages.push_back({.kind = Stage::Kind::index, .index = bound(name)});
    }
    step->tuple = true;
    return result;
}

Plan* Analysis::minus(Syntax const& from) {
    Plan* const operand = process(*from.items[0]);
    if (operand->kind == To::number) {
        operand->number = -operand->number;
        return operand;
    }
    return add(make(To::negate, from), operand);
}

Plan* Analysis::call(Syntax const& from) {
    Plan* const plan = make(from.kind == From::call ? To::call : To::partial, from);
    plan->items.push_back(nullptr);
    for (std::size_t i = 1; i < from.items.size(); ++i)
        add(plan, process(*from.items[i]));
    plan->items[0] = process(*from.items[0]);
    return plan;
}

void Analysis::mark_tail_call(Plan* plan) {
    if (plan->kind == To::call && plan->predicates.empty()) {
        plan->thunk = true;
    } else if (plan->kind == To::condition || plan->kind == To::otherwise || plan->kind == To::coalesce) {
        // The first part is a condition: for the default operators too, which evaluate it once.
        for (std::size_t i = 1; i < plan->items.size(); ++i)
            mark_tail_call(plan->items[i]);
    } else if (plan->kind == To::block && !plan->items.empty()) {
        mark_tail_call(plan->items.back());
    }
}

Plan* Analysis::lambda(Syntax const& from) {
    Plan* const plan = make(To::lambda, from);
    for (std::size_t i = 0; i + 1 < from.items.size(); ++i)
        plan->parameters.push_back(bound(from.items[i]->text));
    plan->signature = from.signature;
    Plan* const body = process(*from.items.back());
    mark_tail_call(body);
    plan->items.push_back(body);
    return plan;
}

Plan* Analysis::block(Syntax const& from) {
    Plan* const plan = make(To::block, from);
    for (Syntax const* const item : from.items) {
        Plan* const part = process(*item);
        if (part->cons_array || (part->kind == To::path && part->items.front()->cons_array)) plan->cons_array = true;
        add(plan, part);
    }
    return plan;
}

Plan* Analysis::operands(To kind, Syntax const& from) {
    Plan* const plan = make(kind, from);
    for (Syntax const* const item : from.items)
        add(plan, process(*item));
    return plan;
}

Plan* Analysis::process(Syntax const& from) {
    check_stack();
    Plan* result = nullptr;
    switch (from.kind) {
        case From::name:
            result = name(from);
            break;
        case From::binary:
            if (from.text == ".") {
                result = map(from);
            } else if (from.text == "~>") {
                result = make(To::apply, from);
                for (Syntax const* const item : from.items)
                    result->items.push_back(process(*item));
                result->keep_array = result->items[0]->keep_array || result->items[1]->keep_array;
            } else {
                result = operands(To::binary, from);
                result->operation = operation_of(from.text);
            }
            break;
        case From::minus:
            result = minus(from);
            break;
        case From::predicate:
            result = predicate(from);
            break;
        case From::group:
            result = group(from);
            break;
        case From::object:
            result = make(To::object, from);
            result->constructor = std::make_unique<Group>();
            result->constructor->position = from.position;
            result->constructor->pairs = pairs(from, 0, result);
            break;
        case From::array:
            result = operands(To::array, from);
            break;
        case From::block:
            result = block(from);
            break;
        case From::sort:
            result = sort(from);
            break;
        case From::bind:
            result = make(To::bind, from);
            result->symbol = bound(from.items[0]->text);
            add(result, process(*from.items[1]));
            break;
        case From::focus:
            result = focus(from);
            break;
        case From::index:
            result = index(from);
            break;
        case From::condition:
            result = operands(To::condition, from);
            break;
        case From::otherwise:
            result = operands(To::otherwise, from);
            break;
        case From::coalesce:
            result = operands(To::coalesce, from);
            break;
        case From::call:
        case From::partial:
            result = call(from);
            break;
        case From::lambda:
            result = lambda(from);
            break;
        case From::transform:
            result = make(To::transform, from);
            for (Syntax const* const item : from.items)
                result->items.push_back(process(*item));
            break;
        default:
            result = leaf(from);
    }
    if (from.keep_array) result->keep_array = true;
    return result;
}

}  // namespace

Symbol* Program::symbol(std::string_view name) {
    if (auto const found = symbols.find(name); found != symbols.end()) return found->second.get();
    auto made = std::make_unique<Symbol>();
    made->name = name;
    made->hash = std::hash<std::string_view>()(name);
    made->builtin = find_builtin(name, dialect);
    Symbol* const symbol = made.get();
    symbols.emplace(symbol->name, std::move(made));
    return symbol;
}

void analyse(Program& program) {
    Analysis(program).run();
}

std::shared_ptr<Program const> make_program(std::string_view text, Dialect dialect, Limits const& limits) {
    if (!is_wtf8(text)) throw failure("").with_message("The expression is not UTF-8");
    auto program = std::make_shared<Program>();
    program->text = text;
    program->dialect = dialect;
    program->parsed = parse(program->text, dialect, limits);
    analyse(*program);
    return program;
}

}  // namespace coworks::jsonata
