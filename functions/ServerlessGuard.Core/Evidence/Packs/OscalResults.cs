using System.Globalization;
using System.Text.Json;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>
/// The pack as OSCAL 1.2.1 assessment results: a finding for each control, an observation for each fact that decided one.
/// OSCAL has only satisfied and not satisfied; an unknown control is not satisfied, with the reason "other".
/// </summary>
internal static class OscalResults
{
    /// <param name="files">The pack's other files, which the results link to with their hashes.</param>
    public static byte[] Write(EvidencePack pack, IReadOnlyDictionary<string, byte[]> files)
    {
        var title = "Evidence of how the model is operated";
        return OscalJson.Document("assessment-results", title, Uuid(pack, "assessment-results"), pack.Created, json =>
        {
            json.WriteStartObject("import-ap");
            json.WriteString("href", "#" + Uuid(pack, "plan"));
            json.WriteEndObject();
            json.WriteStartArray("results");
            var uses = Uses(pack);
            Result(json, pack, uses);
            json.WriteEndArray();
            OscalJson.BackMatter(json, [.. Resources(pack, uses, files)]);
        });
    }

    /// <summary>The facts that decided something. One expires when it becomes too old for the first of its requirements.</summary>
    private static List<(Fact Fact, DateTimeOffset Expires)> Uses(EvidencePack pack) =>
    [
        .. pack.Results.SelectMany(static r => r.Requirements)
            .SelectMany(static r => r.Facts.Select(f => (Fact: f, Expires: f.Time + r.Requirement.MaxAge)))
            .GroupBy(static u => u.Fact.Id, StringComparer.Ordinal)
            .Select(static g => (g.First().Fact, Expires: g.Min(static u => u.Expires)))
    ];

    private static void Result(Utf8JsonWriter json, EvidencePack pack, List<(Fact Fact, DateTimeOffset Expires)> uses)
    {
        json.WriteStartObject();
        json.WriteString("uuid", Uuid(pack, "result"));
        json.WriteString("title", "Computed status of every control");
        json.WriteString("description", "Each status follows from facts alone: entries of a transparency log with inclusion proofs, the "
            + "verification of that log, and the state of the guard.");

        // The assessment lasts from the first observation to the last: the guard observes as it runs.
        json.WriteString("start", OscalJson.Time(uses.Select(static u => u.Fact.Time).Append(pack.Created).Min()));
        json.WriteString("end", OscalJson.Time(uses.Select(static u => u.Fact.Time).Append(pack.Created).Max()));
        OscalJson.ReviewedControls(json, Uuid(pack, "catalog"), pack.Controls);
        OscalJson.Array(json, "observations", uses, u => Observation(json, pack, u.Fact, u.Expires));
        OscalJson.Array(json, "findings", pack.Results, r => Finding(json, pack, r));
        json.WriteEndObject();
    }

    private static void Observation(Utf8JsonWriter json, EvidencePack pack, Fact fact, DateTimeOffset expires)
    {
        json.WriteStartObject();
        json.WriteString("uuid", Uuid(pack, "fact/" + fact.Id));
        json.WriteString("title", fact.Id);
        json.WriteString("description", fact.Entry is { } index
            ? string.Create(CultureInfo.InvariantCulture, $"Entry {index} of the audit log, of the kind {fact.Kind}.")
            : $"The state {fact.Id} of the guard when the pack was made.");
        OscalJson.Array(json, "props", [("kind", fact.Kind), .. fact.Values.Where(static v => IsText(v.Value))
            .OrderBy(static v => v.Key, StringComparer.Ordinal)
            .Select(static v => (Token(v.Key), v.Value))], p => OscalJson.Property(json, p.Item1, p.Item2));
        json.WriteStartArray("methods");
        json.WriteStringValue(fact.Entry is null ? "EXAMINE" : "TEST");
        json.WriteEndArray();
        if (fact.Entry is { } entry)
        {
            OscalJson.Array(json, "relevant-evidence", [
                (PackNames.Entry(entry), "The entry."), (PackNames.Proof(entry), "The proof that it is in the log (C2SP tlog-proof).")
            ], e =>
            {
                json.WriteStartObject();
                json.WriteString("href", "#" + Uuid(pack, e.Item1));
                json.WriteString("description", e.Item2);
                json.WriteEndObject();
            });
        }

        json.WriteString("collected", OscalJson.Time(fact.Time));
        json.WriteString("expires", OscalJson.Time(expires));
        json.WriteEndObject();
    }

    private static void Finding(Utf8JsonWriter json, EvidencePack pack, ControlResult result)
    {
        json.WriteStartObject();
        json.WriteString("uuid", Uuid(pack, "control/" + result.Control.Id));
        json.WriteString("title", result.Control.Id);
        json.WriteString("description", result.Control.Statement);
        OscalJson.Array(
            json, "props", [("practice", result.Control.Practice), .. result.Control.Frameworks.Select(static f => (f.Framework, f.Id))],
            p => OscalJson.Property(json, p.Item1, p.Item2));
        json.WriteStartObject("target");
        json.WriteString("type", "objective-id");
        json.WriteString("target-id", OscalJson.ObjectiveOf(result.Control));
        json.WriteStartObject("status");
        json.WriteString("state", result.Status == ControlStatus.Holds ? "satisfied" : "not-satisfied");
        json.WriteString("reason", result.Status switch { ControlStatus.Holds => "pass", ControlStatus.Fails => "fail", _ => "other" });
        json.WriteString("remarks", string.Join(' ', result.Requirements.Select(static r => $"{r.Requirement.Fact}: {r.Reason}")));
        json.WriteEndObject();
        json.WriteEndObject();
        OscalJson.Array(json, "related-observations", [.. result.Requirements.SelectMany(static r => r.Facts)
            .Select(static f => f.Id)
            .Distinct(StringComparer.Ordinal)], id =>
        {
            json.WriteStartObject();
            json.WriteString("observation-uuid", Uuid(pack, "fact/" + id));
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static IEnumerable<OscalResource> Resources(
        EvidencePack pack, List<(Fact Fact, DateTimeOffset Expires)> uses, IReadOnlyDictionary<string, byte[]> files)
    {
        yield return Of("plan", "The plan of the assessment", PackNames.Plan);
        yield return Of("catalog", "The catalog of the controls", PackNames.Catalog);
        yield return Of("controls", "The controls with the facts that decide them", PackNames.Controls);
        yield return Of("facts", "All facts", PackNames.Evidence);
        yield return new(Uuid(pack, "manifest"), "The signed list of all files", PackNames.Manifest, null);
        foreach (var index in uses.Select(static u => u.Fact.Entry).OfType<long>())
        {
            yield return Of(PackNames.Entry(index), $"Entry {index} of the audit log", PackNames.Entry(index));
            yield return Of(PackNames.Proof(index), $"The proof that entry {index} is in the log (C2SP tlog-proof)", PackNames.Proof(index));
        }

        OscalResource Of(string name, string title, string file) => new(Uuid(pack, name), title, file, files.GetValueOrDefault(file));
    }

    /// <summary>OSCAL's strings are one line, not empty, without spaces at their ends.</summary>
    private static bool IsText(string value) => value.Length > 0
        && !char.IsWhiteSpace(value[0])
        && !char.IsWhiteSpace(value[^1])
        && !value.AsSpan().ContainsAny("\r\n\u2028\u2029");

    /// <summary>OSCAL's tokens begin with a letter or underscore and continue with letters, digits, dots, dashes, underscores.</summary>
    private static string Token(string name)
    {
        var token = string.Concat(name.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_'));
        return token.Length > 0 && (char.IsAsciiLetter(token[0]) || token[0] == '_') ? token : "_" + token;
    }

    private static string Uuid(EvidencePack pack, string name) => OscalJson.Uuid($"{pack.LogKey}\n{OscalJson.Time(pack.Created)}", name);
}
