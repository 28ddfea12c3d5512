using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace ServerlessGuard.Core.Policies;

internal static partial class PolicyRules
{
    private static readonly string[] OneSchema = ["items", "not"];
    private static readonly string[] ManySchemas = ["allOf", "anyOf", "oneOf"];

    /// <summary>The rules of every tool, those of applications too, and the names that they refer to.</summary>
    private static void CheckTools(JObject root, PolicyErrors errors)
    {
        var (tools, lists) = (root.Keys("tools"), root.Keys("lists"));
        foreach (var application in root.Objects("applications"))
        {
            foreach (var (id, _) in application.Entries("rules").Where(one => !tools.Contains(one.Key)))
            {
                Refuse(
                    errors, application.Object("rules")!.Property(id, StringComparison.Ordinal)!,
                    $"{PolicyErrorPhrases.Show(id)} is not one of the tools.", "Describe it under tools first.");
            }
        }

        foreach (var (_, tool) in root.Entries("tools").Concat(root.Objects("applications").SelectMany(static a => a.Entries("rules"))))
        {
            CheckTool(tool, errors);
            foreach (var source in (tool.Object("from") ?? []).Properties().SelectMany(static one => one.Value.OfType<JValue>()))
            {
                if (source.Value is string text)
                {
                    CheckSource(text, source, tools, lists, errors);
                }
            }

            CheckToolNames(tool.Texts("never_after"), tools, errors);

            if (tool.Object("from") is { Count: > 0 } from && tool.Text("untrusted") == "allow")
            {
                Refuse(
                    errors, from, "untrusted: allow checks no source, so these are never asked.",
                    "Write untrusted: review, or leave from out.");
            }
        }
    }

    private static void CheckSource(string text, JToken at, HashSet<string> tools, HashSet<string> lists, PolicyErrors errors)
    {
        var name = text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('#')[0];
        if (text.StartsWith("tool:", StringComparison.Ordinal) && !tools.Contains(name))
        {
            Refuse(errors, at, $"{PolicyErrorPhrases.Show(name)} is not one of the tools.", Near(name, tools, "Describe it under tools."));
        }
        else if (text.StartsWith("list:", StringComparison.Ordinal) && !lists.Contains(name))
        {
            Refuse(errors, at, $"{PolicyErrorPhrases.Show(name)} is not one of the lists.", Near(name, lists, "Write it under lists."));
        }
    }

    private static string Near(string name, HashSet<string> known, string otherwise) =>
        PolicyErrorPhrases.Nearest(name, known) is { } nearest ? $"Did you mean {nearest}?" : otherwise;

    private static void CheckTool(JObject tool, PolicyErrors errors)
    {
        if (tool.Texts("restore").Any() && tool.Text("effect") is "read" or "write")
        {
            Refuse(
                errors, tool["restore"]!, "Tokens in arguments of a tool that does not send are turned back anyway.",
                "Leave restore out, or write effect: send.");
        }

        if (tool.Object("arguments") is not { } arguments)
        {
            return;
        }

        if (arguments.Text("type") is var type && type != "object")
        {
            Refuse(errors, arguments["type"] ?? arguments, "A tool's arguments are an object.", "Use type: object.");
        }

        CheckSchema(arguments, errors);
    }

    /// <summary>Checks of a JSON Schema that its keywords' own schema cannot express.</summary>
    internal static void CheckSchema(JObject schema, PolicyErrors errors)
    {
        foreach (var each in Schemas(schema))
        {
            CheckArguments(each, errors);
        }
    }

    /// <summary>An arguments schema and all schemas inside it. Depth is bounded by the tree's.</summary>
    private static IEnumerable<JObject> Schemas(JObject schema)
    {
        yield return schema;
        var inside = schema.Entries("properties").Select(p => p.Value)
            .Concat(OneSchema.Select(schema.Object).OfType<JObject>())
            .Concat(ManySchemas.SelectMany(schema.Objects));
        foreach (var below in inside.SelectMany(Schemas))
        {
            yield return below;
        }
    }

    private static void CheckArguments(JObject schema, PolicyErrors errors)
    {
        if (schema.Text("pattern") is { } pattern && !EcmaPattern.IsLinear(pattern))
        {
            Refuse(
                errors, schema["pattern"]!, "This pattern is not a regular expression that runs in linear time.",
                "Correct its syntax; do without lookarounds, backreferences and atomic groups.");
        }

        CheckOrder(schema, "minimum", "maximum", errors);
        CheckOrder(schema, "exclusiveMinimum", "exclusiveMaximum", errors);
        CheckOrder(schema, "minLength", "maxLength", errors);
        CheckOrder(schema, "minItems", "maxItems", errors);
        CheckOrder(schema, "minProperties", "maxProperties", errors);

        // A misspelt name here would be a limit that no call can meet, or that is never checked.
        if (schema["additionalProperties"] is JValue { Value: false })
        {
            var known = schema.Keys("properties");
            foreach (var (name, token) in schema.Texts("required"))
            {
                if (!known.Contains(name))
                {
                    Refuse(
                        errors, token, $"{PolicyErrorPhrases.Show(name)} is required, but not among the properties.",
                        PolicyErrorPhrases.Nearest(name, known) is { } nearest ? $"Did you mean {nearest}?" : "Add it to properties.");
                }
            }
        }
    }

    private static void CheckOrder(JObject schema, string low, string high, PolicyErrors errors)
    {
        if (schema.Number(low) > schema.Number(high))
        {
            Refuse(errors, schema[low]!, $"{low} is larger than {high}: no call could pass.", $"Lower {low} or raise {high}.");
        }
    }

    internal static bool IsBoundedPattern(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
