using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ServerlessGuard.Infra.Tests.AzurePolicies;

/// <summary>
/// The part of Azure Policy's language that policies/azure uses. Anything else is an error, so that no rule goes untested.
/// </summary>
internal sealed partial class PolicyEvaluator(JsonElement policy, IReadOnlyDictionary<string, JsonNode> values)
{
    /// <summary>The effect on this resource; null when the rule does not match it.</summary>
    public string? Effect(JsonNode resource)
    {
        var rule = policy.GetProperty("policyRule");
        return Matches(rule.GetProperty("if"), resource)
            ? Resolve(rule.GetProperty("then").GetProperty("effect").GetString()!, resource)!.GetValue<string>()
            : null;
    }

    private bool Matches(JsonElement condition, JsonNode resource)
    {
        if (condition.TryGetProperty("allOf", out var all))
            return all.EnumerateArray().All(c => Matches(c, resource));
        if (condition.TryGetProperty("anyOf", out var any))
            return any.EnumerateArray().Any(c => Matches(c, resource));
        if (condition.TryGetProperty("not", out var not))
            return !Matches(not, resource);
        var subject = condition.TryGetProperty("field", out var field)
            ? Field(field.GetString()!, resource)
            : Resolve(condition.GetProperty("value").GetString()!, resource);
        var test = condition.EnumerateObject().Single(p => p.Name is not ("field" or "value"));
        var wanted = test.Value.ValueKind == JsonValueKind.String
            ? Resolve(test.Value.GetString()!, resource)
            : JsonNode.Parse(test.Value.GetRawText());
        return test.Name switch
        {
            "equals" => Same(subject, wanted),
            "notEquals" => !Same(subject, wanted),
            "in" => wanted!.AsArray().Any(w => Same(subject, w)),
            "notIn" => !wanted!.AsArray().Any(w => Same(subject, w)),
            "exists" => (subject is not null) == bool.Parse(wanted!.ToString()),
            _ => throw new NotSupportedException($"the operator {test.Name}"),
        };
    }

    /// <summary>A literal, or an expression in brackets.</summary>
    private JsonNode? Resolve(string text, JsonNode resource)
    {
        if (text.Length == 0 || text[0] != '[')
            return JsonValue.Create(text);
        var at = 1;
        return Call(text, ref at, resource);
    }

    private JsonNode? Call(string text, ref int at, JsonNode resource)
    {
        if (text[at] == '\'')
        {
            var end = text.IndexOf('\'', at + 1);
            var literal = text[(at + 1)..end];
            at = end + 1;
            return JsonValue.Create(literal);
        }

        var name = Name().Match(text, at).Value;
        at += name.Length + 1;
        var arguments = new List<JsonNode?>();
        while (text[at] != ')')
        {
            arguments.Add(Call(text, ref at, resource));
            while (text[at] is ',' or ' ')
                at++;
        }

        at++;
        return name switch
        {
            "parameters" => Parameter(arguments[0]!.GetValue<string>()),
            "field" => Field(arguments[0]!.GetValue<string>(), resource),
            "concat" => JsonValue.Create(string.Concat(arguments.Select(a => a?.ToString()))),
            "split" =>
                new JsonArray([.. arguments[0]!.ToString().Split(arguments[1]!.ToString()).Select(p => (JsonNode)JsonValue.Create(p))]),
            "last" => arguments[0]!.AsArray()[^1],
            _ => throw new NotSupportedException($"the function {name}"),
        };
    }

    private JsonNode? Parameter(string name) =>
        values.TryGetValue(name, out var value)
            ? value
            : JsonNode.Parse(policy.GetProperty("parameters").GetProperty(name).GetProperty("defaultValue").GetRawText());

    /// <summary>An alias is the resource's type and the path under its properties.</summary>
    private static JsonNode? Field(string name, JsonNode resource)
    {
        if (name is "type" or "name")
            return resource[name];
        var type = resource["type"]!.GetValue<string>();
        if (!name.StartsWith(type + "/", StringComparison.OrdinalIgnoreCase))
            return null;
        JsonNode? at = resource["properties"];
        foreach (var part in name[(type.Length + 1)..].Split('.'))
            at = at?[part];
        return at;
    }

    private static bool Same(JsonNode? a, JsonNode? b) => string.Equals(a?.ToString(), b?.ToString(), StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\G[a-zA-Z]+", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
