using System.Text.Json;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>
/// The controls as an OSCAL 1.2.1 catalog, and the plan by which the guard assesses them, so that the ids and the import of the
/// assessment results resolve within the pack. A function of the controls and, for the plan, of the pack's time.
/// </summary>
internal static class OscalPlan
{
    private static readonly (ControlQuestion Question, string Title)[] Questions =
    [
        (ControlQuestion.Change, "Who can change the model?"),
        (ControlQuestion.Access, "Who can access its sensitive inputs and outputs?"),
        (ControlQuestion.Misbehave, "What happens when it misbehaves?"),
    ];

    /// <param name="file">The bytes of the file that the controls were read from.</param>
    public static byte[] Catalog(EvidencePack pack, ReadOnlySpan<byte> file)
    {
        var seed = PackManifest.Digest(file);
        return OscalJson.Document("catalog", "Controls of how the model is operated", OscalJson.Uuid(seed, "catalog"), pack.Created, json =>
            OscalJson.Array(json, "groups", [.. Questions.Where(q => pack.Controls.Any(c => c.Question == q.Question))], question =>
            {
                json.WriteStartObject();
                json.WriteString("id", WireName.Of(question.Question));
                json.WriteString("title", question.Title);
                OscalJson.Array(
                    json, "controls", [.. pack.Controls.Where(c => c.Question == question.Question)], control => Write(json, control));
                json.WriteEndObject();
            }));
    }

    /// <param name="files">The pack's other files: the controls and the catalog.</param>
    public static byte[] Plan(EvidencePack pack, IReadOnlyDictionary<string, byte[]> files)
    {
        var seed = $"{pack.LogKey}\n{OscalJson.Time(pack.Created)}";
        return OscalJson.Document(
            "assessment-plan", "How the guard computes the status of every control", OscalJson.Uuid(seed, "assessment-plan"), pack.Created,
            json =>
            {
                json.WriteStartObject("import-ssp");
                json.WriteString("href", "#" + OscalJson.Uuid(seed, "plan/system"));
                json.WriteString("remarks", "The system is described by the facts of the guard's state: policy, tiers, tools, models, grants.");
                json.WriteEndObject();
                OscalJson.ReviewedControls(json, OscalJson.Uuid(seed, "plan/catalog"), pack.Controls);
                OscalJson.BackMatter(json, [
                    new(OscalJson.Uuid(seed, "plan/system"), "The facts, the state of the system among them", PackNames.Evidence, files[PackNames.Evidence]),
                    new(OscalJson.Uuid(seed, "plan/catalog"), "The catalog of the controls", PackNames.Catalog, files[PackNames.Catalog]),
                    new(OscalJson.Uuid(seed, "plan/controls"), "The controls with the facts that decide them", PackNames.Controls, files[PackNames.Controls]),
                ]);
            });
    }

    private static void Write(Utf8JsonWriter json, Control control)
    {
        json.WriteStartObject();
        json.WriteString("id", control.Id);
        json.WriteString("title", control.Id);
        json.WriteStartArray("props");
        OscalJson.Property(json, "practice", control.Practice);
        foreach (var reference in control.Frameworks)
        {
            OscalJson.Property(json, reference.Framework, reference.Id);
        }

        json.WriteEndArray();
        json.WriteStartArray("parts");
        Part(json, control.Id + "_smt", "statement", control.Statement);
        Part(json, OscalJson.ObjectiveOf(control), "assessment-objective", string.Join(' ', control.DecidedBy.Select(Objective)));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Objective(Requirement requirement)
    {
        var of = requirement.Of.Count == 0 ? "" : $" where {string.Join(" and ", requirement.Of)}";
        var age = Policies.PolicyUnits.Show(requirement.MaxAge);
        return requirement.Never
            ? $"There is no fact {requirement.Fact}{of} of the last {age}."
            : $"The newest fact {requirement.Fact}{of}{(requirement.By is { } by ? $" of each {by}" : "")} is at most {age} old"
                + $"{(requirement.Is.Count == 0 ? "" : $", and {string.Join(" and ", requirement.Is)}")}.";
    }

    private static void Part(Utf8JsonWriter json, string id, string name, string prose)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("name", name);
        json.WriteString("prose", prose);
        json.WriteEndObject();
    }
}
