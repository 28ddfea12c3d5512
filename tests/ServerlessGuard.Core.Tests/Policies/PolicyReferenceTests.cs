using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Testing.Formats;

namespace ServerlessGuard.Core.Tests.Policies;

/// <summary>docs/policy.md is made from the schema: every key with its values and its meaning. A page that differs fails.</summary>
public sealed class PolicyReferenceTests
{
    private const string Intro = """
        # Policy reference

        Every key of a policy, made from `policies/guard.schema.json` by `PolicyReferenceTests` (write it anew with `GUARD_RENEW_GOLDEN=1`). `guard init` writes a
        policy to start from, `guard policy check FILE` names every error with its line, `guard policy explain APPLICATION` says in sentences what an application may do.
        Everything that is not listed is denied. A key marked with `*` must be there.


        """;

    private static readonly JsonSerializerOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void ThePage_IsTheSchemas()
    {
        using var stream = typeof(PlatformNames).Assembly.GetManifestResourceStream("guard.schema.json")!;
        var schema = JsonNode.Parse(stream)!.AsObject();
        var page = new StringBuilder(Intro.ReplaceLineEndings("\n"));
        Write(page, "The file", schema);
        foreach (var (name, definition) in schema["definitions"]!.AsObject())
        {
            Write(page, name, definition!.AsObject());
        }

        GoldenFile.ShouldMatch(page.ToString().TrimEnd('\n') + "\n", Path.Combine("..", "..", "..", "..", "docs", "policy.md"));
    }

    private static void Write(StringBuilder page, string name, JsonObject definition)
    {
        page.Append("## ").Append(name).Append("\n\n").Append(Text(definition["description"]));
        if (definition["properties"] is not JsonObject)
        {
            var examples = (definition["examples"] as JsonArray ?? []).Select(static one => $"`{one!.ToJsonString(Writing)}`");
            page.Append(" Value: ").Append(TypeOf(definition)).Append('.');
            page.Append(examples.Any() ? " Examples: " + string.Join(", ", examples) + "." : "").Append("\n\n");
            return;
        }

        page.Append("\n\n| key | value | meaning |\n|---|---|---|\n");
        foreach (var (key, value) in Rows("", definition))
        {
            page.Append($"| `{key}` | {TypeOf(value)} | {Text(value["description"])} |\n");
        }

        page.Append('\n');
    }

    /// <summary>The keys of an object; those of an object inside it after its own, with its name before them.</summary>
    private static IEnumerable<(string Key, JsonObject Value)> Rows(string before, JsonObject owner)
    {
        var required = (owner["required"] as JsonArray ?? []).Select(static one => one!.GetValue<string>()).ToHashSet();
        foreach (var (name, node) in owner["properties"]!.AsObject())
        {
            var value = node!.AsObject();
            yield return (before + name + (required.Contains(name) ? "*" : ""), value);
            if (value["properties"] is JsonObject)
            {
                foreach (var row in Rows(before + name + ".", value))
                {
                    yield return row;
                }
            }
        }
    }

    private static string TypeOf(JsonObject value)
    {
        if (value["$ref"] is { } reference)
        {
            var name = reference.GetValue<string>().Split('/')[^1];
            return $"[{name}](#{name.ToLowerInvariant()})";
        }

        if (value["enum"] is JsonArray words)
        {
            return string.Join(", ", words.Select(static word => $"`{word!.ToJsonString(Writing).Trim('"')}`"));
        }

        if (value["items"] is JsonObject item)
        {
            return "list of " + TypeOf(item);
        }

        if (value["patternProperties"] is JsonObject named)
        {
            return "by name: " + TypeOf(named.First().Value!.AsObject());
        }

        return value["type"] switch
        {
            JsonArray types => string.Join(" or ", types.Select(static one => one!.GetValue<string>())),
            { } type => type.GetValue<string>(),
            _ => "see its meaning",
        };
    }

    private static string Text(JsonNode? description) =>
        (description?.GetValue<string>() ?? "").Replace("|", "\\|", StringComparison.Ordinal);
}
