#include "notes.hpp"

#include <memory>
#include <stdexcept>

#include "text/word_count.hpp"

Notes::Notes() {
    mount("/status", std::make_unique<Status>("notes"));
    mount("/admin", std::make_unique<coworks::Admin>());
}

std::pair<Notes::Stored, int> Notes::post_notes(Note note) {
    if (note.title.empty()) throw coworks::UnprocessableContent("a note needs a title");
    int const id = static_cast<int>(notes_.size()) + 1;
    std::size_t const words = text::word_count(note.text);
    auto const added = notes_.emplace(id, Stored{id, std::move(note), words}).first;
    return {added->second, 201};
}

std::vector<Notes::Stored> Notes::get_notes(std::optional<Importance> importance) const {
    std::vector<Stored> out;
    for (auto const& [id, stored] : notes_) {
        if (!importance || stored.note.importance == *importance) out.push_back(stored);
    }
    return out;
}

std::optional<Notes::Stored> Notes::get_notes(int id) const {
    auto const found = notes_.find(id);
    return found == notes_.end() ? std::nullopt : std::optional(found->second);
}

void Notes::post_attachment(int id, coworks::File file) {
    // at() throws std::out_of_range for a note that is not there: handle_exception below makes it a 404.
    notes_.at(id);
    files_[id] = std::move(file);
}

coworks::Response Notes::get_attachment(int id) const {
    return coworks::Response::file(files_.at(id));
}

std::optional<coworks::Response> Notes::before_request(coworks::Request& request) {
    if (request.header("X-Maintenance"))
        return coworks::Response::text("back in an hour\n", 503).header("Retry-After", "3600");
    return std::nullopt;
}

void Notes::after_request(coworks::Request const&, coworks::Response& response) {
    ++answered_;
    response.header("X-Served-By", "notes");
}

std::optional<coworks::Response> Notes::handle_exception(std::exception const& error) {
    if (dynamic_cast<std::out_of_range const*>(&error) == nullptr) return std::nullopt;
    return coworks::Response::json(coworks::Json::object({{"problem", "there is no such note or attachment"}}), 404);
}
