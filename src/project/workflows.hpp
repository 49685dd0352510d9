#pragma once

/// The workflows of a project that are written in the Amazon States Language: biz/NAME.asl.json.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "project/project.hpp"

namespace coworks::project {

struct WorkflowFile {
    std::string name;            ///< NAME of NAME.asl.json; of NAME.express.asl.json, too
    std::filesystem::path file;  ///< relative to the project's folder
    bool express = false;        ///< the file says so in its name: the language has no word for it
};

/// The folder they lie in.
std::filesystem::path workflow_folder(Project const& project);
/// Whether a file is a workflow's, by its name.
bool is_workflow_file(std::filesystem::path const& file);
/// As the files are now, sorted by name.
std::vector<WorkflowFile> find_workflows(Project const& project);
/// A file that may lie anywhere.
WorkflowFile workflow_of(std::filesystem::path const& file);

/// Its state machine's name: PROJECT-STAGE-NAME, as a function's.
std::string machine_name(Project const& project, std::string_view workflow);
/// arn:aws:states:REGION:ACCOUNT:stateMachine:NAME
std::string machine_arn(std::string_view region, std::string_view account, std::string_view machine);

/// A definition in which `${NAME}` stands for an ARN, and what became of it.
class Substitution {
public:
    /// `${NAME}` becomes the ARN of that name, `$${` the text `${`. A name that is not there is a fault, with the
    /// nearest one that is, and stays as it is.
    Substitution(std::string_view source, std::string_view file, std::map<std::string, std::string> const& arns);

    std::string const& text() const noexcept { return text_; }
    std::vector<Diagnostic> const& faults() const noexcept { return faults_; }
    /// The place in the source of a place in the text.
    SourcePosition in_source(SourcePosition position) const;

private:
    struct Piece {
        SourcePosition source;
        std::size_t source_length;  ///< code points
        std::size_t text_length;    ///< likewise
    };

    std::string text_;
    std::vector<Diagnostic> faults_;
    std::vector<Piece> pieces_;  ///< in their order
};

/// What `${NAME}` means in this project: the function of a service, else the state machine of a workflow;
/// `${connections.NAME}` is a connection.
std::map<std::string, std::string> substitutes(Project const& project, std::string_view region,
                                               std::vector<WorkflowFile> const& workflows);

}  // namespace coworks::project
