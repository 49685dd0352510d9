#include "jsonata/evaluator.hpp"
#include "jsonata/syntax.hpp"

namespace coworks::jsonata {

tl::expected<Expression, JsonataError> compile(std::string_view text, Dialect dialect, Limits const& limits) {
    try {
        return Expression(make_program(text, dialect, limits));
    } catch (Failure& error) {
        return tl::unexpected(to_error(std::move(error), dialect));
    } catch (JsonError const& error) {
        return tl::unexpected(JsonataError{.code = {}, .message = error.what()});
    }
}

tl::expected<Answer, JsonataError> Expression::evaluate(Json const* input, Environment const& environment) const {
    try {
        return Evaluator(*program_, environment).run(input);
    } catch (Failure& error) {
        return tl::unexpected(to_error(std::move(error), program_->dialect));
    } catch (JsonError const& error) {  // a function of the expression has cut a text within a character
        return tl::unexpected(JsonataError{.code = {}, .message = error.what()});
    }
}

std::string const& Expression::text() const noexcept {
    return program_->text;
}

Dialect Expression::dialect() const noexcept {
    return program_->dialect;
}

std::string Expression::print() const {
    return jsonata::print(*program_->parsed.root);
}

Syntax const& Expression::syntax() const noexcept {
    return *program_->parsed.root;
}

}  // namespace coworks::jsonata
