#include "local/connections/form.hpp"

#include "base/text.hpp"
#include "json/text_of.hpp"

namespace coworks::local::connections {

namespace {

std::string field_text(Json const& value) {
    return value.is_null() ? std::string() : plain_text(value);
}

class Form {
public:
    explicit Form(ArrayFormat format) : format_(format) {}

    void add(std::string const& name, Json const& value) {
        if (value.is_object()) {
            for (auto const& member : value.members())
                add(name.empty() ? std::string(member.name()) : name + "[" + std::string(member.name()) + "]",
                    member.value);
        } else if (value.is_array()) {
            add_array(name, value);
        } else {
            put(name, percent_encode(field_text(value)));
        }
    }
    std::string take() { return std::move(text_); }

private:
    void add_array(std::string const& name, Json const& array) {
        if (format_ == ArrayFormat::commas) {
            std::string all;
            for (Json const& item : array.items())
                all += (all.empty() ? "" : ",") + percent_encode(field_text(item));
            return put(name, all);
        }
        std::size_t index = 0;
        for (Json const& item : array.items()) {
            std::string const at = format_ == ArrayFormat::indices    ? "[" + std::to_string(index++) + "]"
                                   : format_ == ArrayFormat::brackets ? "[]"
                                                                      : "";
            add(name + at, item);
        }
    }
    void put(std::string const& name, std::string const& encoded) {
        if (!text_.empty()) text_ += '&';
        text_ += percent_encode(name, "[]") + "=" + encoded;
    }

    ArrayFormat format_;
    std::string text_;
};

}  // namespace

std::optional<ArrayFormat> array_format(std::string_view name) {
    if (name == "INDICES") return ArrayFormat::indices;
    if (name == "REPEAT") return ArrayFormat::repeat;
    if (name == "COMMAS") return ArrayFormat::commas;
    if (name == "BRACKETS") return ArrayFormat::brackets;
    return std::nullopt;
}

std::string to_form(Json const& object, ArrayFormat format) {
    Form form(format);
    form.add("", object);
    return form.take();
}

}  // namespace coworks::local::connections
