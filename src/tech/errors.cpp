#include <coworks/errors.hpp>

namespace coworks {

std::string_view http_error_name(int status) noexcept {
    switch (status) {
        case 400:
            return "BadRequest";
        case 401:
            return "Unauthorized";
        case 402:
            return "PaymentRequired";
        case 403:
            return "Forbidden";
        case 404:
            return "NotFound";
        case 405:
            return "MethodNotAllowed";
        case 406:
            return "NotAcceptable";
        case 408:
            return "RequestTimeout";
        case 409:
            return "Conflict";
        case 410:
            return "Gone";
        case 412:
            return "PreconditionFailed";
        case 413:
            return "ContentTooLarge";
        case 415:
            return "UnsupportedMediaType";
        case 422:
            return "UnprocessableContent";
        case 423:
            return "Locked";
        case 429:
            return "TooManyRequests";
        case 500:
            return "InternalError";
        case 501:
            return "NotImplemented";
        case 502:
            return "BadGateway";
        case 503:
            return "ServiceUnavailable";
        case 504:
            return "GatewayTimeout";
        default:
            return status < 500 ? "ClientError" : "ServerError";
    }
}

HttpError::HttpError(int status, std::string const& text) : std::runtime_error(text), status_(status) {
    if (status < 400 || status > 599) throw std::invalid_argument("an HttpError's status is from 400 to 599");
}

HttpError& HttpError::header(std::string name, std::string value) {
    headers_.emplace_back(std::move(name), std::move(value));
    return *this;
}

}  // namespace coworks
