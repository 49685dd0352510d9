#pragma once

/// The workflows of a project that are written in the Amazon States Language: biz/NAME.asl.json, or NAME.asl.yaml.

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "project/project.hpp"

namespace coworks::project {

enum class Notation : std::uint8_t { json, yaml };

struct WorkflowFile {
    std::string name;            ///< NAME of NAME.asl.json, NAME.asl.yaml, NAME.asl.yml; of NAME.express.asl.json, too
    std::filesystem::path file;  ///< relative to the project's folder
    bool express = false;        ///< the file says so in its name: the language has no word for it
    Notation notation = Notation::json;
};

/// As the files are now, sorted by name.
std::vector<WorkflowFile> find_workflows(Project const& project);
/// A file that may lie anywhere. One that ends with neither .yaml nor .yml is JSON.
WorkflowFile workflow_of(std::filesystem::path const& file);

/// The files of mocked answers, biz/NAME.mocks.yml or NAME.mocks.yaml, by the workflow's NAME.
/// Whether a file's name is that of mocked answers.
bool is_mocks_file(std::string_view file);
/// The file of answers beside a definition, and the definition beside a file of answers; empty where there is none.
std::filesystem::path mocks_beside(std::filesystem::path const& definition);
std::filesystem::path definition_beside(std::filesystem::path const& mocks);

/// Of workflows that several files define: "biz/a.asl.json and biz/a.asl.yaml define the same workflow", by name.
std::map<std::string, std::string> defined_twice(std::vector<WorkflowFile> const& files);

std::map<std::string, std::filesystem::path> find_mocks(Project const& project);

/// Its state machine's name: PROJECT-STAGE-NAME, as a function's.
std::string machine_name(Project const& project, std::string_view workflow);
/// arn:aws:states:REGION:ACCOUNT:stateMachine:NAME
std::string machine_arn(std::string_view region, std::string_view account, std::string_view machine);

/// A definition in which `${NAME}` stands for an ARN, and what became of it.
class Substitution {
public:
    /// Outside of a project nobody knows what a template's placeholders mean.
    enum class Unknown : std::uint8_t { error, warning };

    /// `${NAME}` becomes the ARN of that name, `$${` the text `${`. A name that is not there is a fault, with the
    /// nearest one that is, and stays as it is.
    Substitution(std::string_view source, std::string_view file, std::map<std::string, std::string> const& arns,
                 Unknown unknown = Unknown::error);

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

/// Whether a text holds a `${NAME}`.
bool has_placeholder(std::string_view text);

/// What the pseudo parameters of CloudFormation mean here: `${AWS::Partition}`, `${AWS::Region}`, `${AWS::AccountId}`.
std::map<std::string, std::string> pseudo_parameters(std::string_view region);
/// What `${NAME}` means in this project: the function of a service, else the state machine of a workflow;
/// `${connections.NAME}` is a connection; and the pseudo parameters.
std::map<std::string, std::string> substitutes(Project const& project, std::string_view region,
                                               std::vector<WorkflowFile> const& workflows);

}  // namespace coworks::project
