#include "jsonata/builtins/registry.hpp"
#include "jsonata/evaluator.hpp"

namespace coworks::jsonata {

/// `|pattern|update, delete|` called: a copy of the subject, changed where the pattern leads.
Value Evaluator::transform(Function& function, Value subject) {
    if (subject.is_undefined()) return {};
    Plan const& plan = *function.plan;
    // The reference copies through $clone, which a variable may hide.
    static Symbol const kClone{.name = "clone",
                               .hash = std::hash<std::string_view>()("clone"),
                               .builtin = find_builtin("clone", Dialect::standard),
                               .assigned = true};
    Value const copier = look_up(kClone, function.frame);
    if (!copier.is_function()) throw failure("T2013").at(plan.position);
    Value const result = apply(*copier.function, {&subject, 1}, Value::null(), function.frame);
    Value const matches = evaluate(*plan.items[0], result, function.frame);
    if (matches.is_undefined()) return result;
    Items const items(matches);
    for (std::size_t i = 0; i < items.size(); ++i)
        change(plan, items[i], function.frame);
    return result;
}

void Evaluator::change(Plan const& plan, Value const& match, Frame* frame) {
    if (dialect() == Dialect::aws && match.is_function()) {
        Function::Kind const kind = match.function->kind;
        bool const is_native = kind == Function::Kind::wrapper || kind == Function::Kind::regex;
        if (is_native) throw failure("D1010").at(plan.position);
    }
    Value const update = evaluate(*plan.items[1], match, frame);
    if (!update.is_undefined()) {
        if (!update.is_object() && !update.is_function())
            throw failure("T2011").at(plan.items[1]->position).with_value(error_value(update));
        if (match.tag == Value::Tag::object) {
            for (Member const& entry : members_of(update))
                heap_.set(*match.object, entry.name, entry.value);
        }
    }
    if (plan.items.size() < 3) return;
    Value const deletions = evaluate(*plan.items[2], match, frame);
    if (deletions.is_undefined()) return;
    Items const names(deletions);
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!names[i].is_string())
            throw failure("T2012").at(plan.items[2]->position).with_value(error_value(deletions));
    }
    if (match.tag != Value::Tag::object) return;
    for (std::size_t i = 0; i < names.size(); ++i)
        heap_.erase(*match.object, names[i].string());
}

}  // namespace coworks::jsonata
