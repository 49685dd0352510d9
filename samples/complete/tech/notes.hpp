#pragma once

#include <coworks/tech.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../parts/status.hpp"

/// Keeps notes with attachments, and counts their words with a library of the company's own.
class Notes : public coworks::TechMicroservice {
public:
    enum class Importance { low, normal, high };

    struct Note {
        std::string title;
        std::string text;
        Importance importance = Importance::normal;
        std::vector<std::string> tags{};
        std::optional<std::string> author{};
    };

    struct Stored {
        int id = 0;
        Note note{};
        std::size_t words = 0;  ///< of the text
    };

    Notes();

    /// Adds a note; the body is the note.
    COWORKS_ENTRY(no_auth)
    std::pair<Stored, int> post_notes(Note note);

    /// All notes of an importance, or of any.
    COWORKS_ENTRY(no_auth)
    std::vector<Stored> get_notes(std::optional<Importance> importance = std::nullopt) const;

    /// One note, or 404.
    COWORKS_ENTRY(no_auth)
    std::optional<Stored> get_notes(int id) const;

    /// Attaches a file to a note (multipart/form-data).
    COWORKS_ENTRY(no_auth)
    void post_attachment(int id, coworks::File file);

    /// The attached file, as a download.
    COWORKS_ENTRY(no_auth)
    coworks::Response get_attachment(int id) const;

    /// How many requests were answered: a hook counts them.
    COWORKS_ENTRY(no_auth)
    int get_answered() const { return answered_; }

    /// Notes are open; what Admin tells (routes, OpenAPI) is for the bearer of ADMIN_TOKEN.
    coworks::Access token_authorizer(std::string_view token) override { return token == coworks::secret("ADMIN_TOKEN"); }

    std::optional<coworks::Response> before_request(coworks::Request& request) override;
    void after_request(coworks::Request const& request, coworks::Response& response) override;
    std::optional<coworks::Response> handle_exception(std::exception const& error) override;

private:
    std::map<int, Stored> notes_;
    std::map<int, coworks::File> files_;
    int answered_ = 0;
};
