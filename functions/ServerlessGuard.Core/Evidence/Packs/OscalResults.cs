using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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
    private const string Version = "1.2.1";
    private const string Namespace = "urn:serverlessguard:oscal";

    public static byte[] Write(EvidencePack pack) => PackJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("assessment-results");
        json.WriteString("uuid", Uuid(pack, "assessment-results"));
        json.WriteStartObject("metadata");
        json.WriteString("title", "Evidence of how the model is operated");
        json.WriteString("last-modified", Time(pack.Created));
        json.WriteString("version", Time(pack.Created));
        json.WriteString("oscal-version", Version);
        json.WriteEndObject();
        json.WriteStartObject("import-ap");
        json.WriteString("href", "#" + Uuid(pack, "plan"));
        json.WriteString("remarks", "The controls and the facts that decide them are the plan.");
        json.WriteEndObject();
        json.WriteStartArray("results");
        Result(json, pack);
        json.WriteEndArray();
        BackMatter(json, pack);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void Result(Utf8JsonWriter json, EvidencePack pack)
    {
        // An observation expires when its fact becomes too old for the first of its requirements.
        var uses = pack.Results.SelectMany(static r => r.Requirements)
            .SelectMany(static r => r.Facts.Select(f => (Fact: f, Expires: f.Time + r.Requirement.MaxAge)))
            .GroupBy(static u => u.Fact.Id, StringComparer.Ordinal)
            .Select(static g => (g.First().Fact, Expires: g.Min(static u => u.Expires)))
            .ToList();
        json.WriteStartObject();
        json.WriteString("uuid", Uuid(pack, "result"));
        json.WriteString("title", "Computed status of every control");
        json.WriteString("description", "Each status follows from facts alone: entries of a transparency log with inclusion proofs, the "
            + "verification of that log, and the state of the guard.");
        json.WriteString("start", Time(pack.Created));
        json.WriteString("end", Time(pack.Created));
        json.WriteStartObject("reviewed-controls");
        json.WriteStartArray("control-selections");
        json.WriteStartObject();
        json.WriteStartArray("include-controls");
        foreach (var control in pack.Controls)
        {
            json.WriteStartObject();
            json.WriteString("control-id", control.Id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        Array(json, "observations", uses, u => Observation(json, pack, u.Fact, u.Expires));
        Array(json, "findings", pack.Results, r => Finding(json, pack, r));
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
        Array(json, "props", [("kind", fact.Kind), .. fact.Values.Where(static v => IsText(v.Value))
            .OrderBy(static v => v.Key, StringComparer.Ordinal)
            .Select(static v => (Token(v.Key), v.Value))], p => Property(json, p.Item1, p.Item2));
        json.WriteStartArray("methods");
        json.WriteStringValue(fact.Entry is null ? "EXAMINE" : "TEST");
        json.WriteEndArray();
        if (fact.Entry is { } entry)
        {
            Array(json, "relevant-evidence", [
                (PackNames.Entry(entry), "The entry."), (PackNames.Proof(entry), "The proof that it is in the log (C2SP tlog-proof).")
            ], e =>
            {
                json.WriteStartObject();
                json.WriteString("href", e.Item1);
                json.WriteString("description", e.Item2);
                json.WriteEndObject();
            });
        }

        json.WriteString("collected", Time(fact.Time));
        json.WriteString("expires", Time(expires));
        json.WriteEndObject();
    }

    private static void Finding(Utf8JsonWriter json, EvidencePack pack, ControlResult result)
    {
        json.WriteStartObject();
        json.WriteString("uuid", Uuid(pack, "control/" + result.Control.Id));
        json.WriteString("title", result.Control.Id);
        json.WriteString("description", result.Control.Statement);
        Array(
            json, "props", [("practice", result.Control.Practice), .. result.Control.Frameworks.Select(static f => (f.Framework, f.Id))],
            p => Property(json, p.Item1, p.Item2));
        json.WriteStartObject("target");
        json.WriteString("type", "objective-id");
        json.WriteString("target-id", result.Control.Id);
        json.WriteStartObject("status");
        json.WriteString("state", result.Status == ControlStatus.Holds ? "satisfied" : "not-satisfied");
        json.WriteString("reason", result.Status switch { ControlStatus.Holds => "pass", ControlStatus.Fails => "fail", _ => "other" });
        json.WriteString("remarks", string.Join(' ', result.Requirements.Select(static r => $"{r.Requirement.Fact}: {r.Reason}")));
        json.WriteEndObject();
        json.WriteEndObject();
        Array(json, "related-observations", [.. result.Requirements.SelectMany(static r => r.Facts)
            .Select(static f => f.Id)
            .Distinct(StringComparer.Ordinal)], id =>
        {
            json.WriteStartObject();
            json.WriteString("observation-uuid", Uuid(pack, "fact/" + id));
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static void BackMatter(Utf8JsonWriter json, EvidencePack pack)
    {
        json.WriteStartObject("back-matter");
        Array(json, "resources", [
            ("plan", "The controls", PackNames.Controls), ("manifest", "The signed list of all files", PackNames.Manifest),
            ("facts", "All facts", PackNames.Evidence)
        ], r =>
        {
            json.WriteStartObject();
            json.WriteString("uuid", Uuid(pack, r.Item1));
            json.WriteString("title", r.Item2);
            Array(json, "rlinks", [r.Item3], href =>
            {
                json.WriteStartObject();
                json.WriteString("href", href);
                json.WriteEndObject();
            });
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static void Property(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("ns", Namespace);
        json.WriteString("value", value);
        json.WriteEndObject();
    }

    /// <summary>OSCAL has no empty lists.</summary>
    private static void Array<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        if (items.Count > 0)
        {
            json.WriteStartArray(name);
            foreach (var item in items)
            {
                write(item);
            }

            json.WriteEndArray();
        }
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

    /// <summary>The same for the same pack, with the bits of a version 4 UUID, which OSCAL requires.</summary>
    private static string Uuid(EvidencePack pack, string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{pack.LogKey}\n{Time(pack.Created)}\n{name}"))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
