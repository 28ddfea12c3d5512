using System.Collections;
using System.Globalization;
using System.Text;
using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests.Bodies;

/// <summary>Recorded resources as a file of Bicep, for its compiler to judge.</summary>
internal static class BicepFile
{
    private static readonly HashSet<string> OnSubscription =
    [
        "resources:ResourceGroup", "authorization:PolicyDefinition", "authorization:PolicySetDefinition", "authorization:RoleDefinition",
    ];

    public static string OfSubscription(Graph graph) => Of(graph.Resources.Where(r => OnSubscription.Contains(r.Short)), "subscription");

    public static string OfGroup(Graph graph) => Of(graph.Resources.Where(r => !OnSubscription.Contains(r.Short)), "resourceGroup");

    public static string Of(IEnumerable<RecordedResource> resources, string scope)
    {
        var text = new StringBuilder($"targetScope = '{scope}'\nparam names array\n");
        foreach (var (resource, i) in resources.Select((r, i) => (r, i)))
        {
            var (armType, addressing) = BodyTests.Address(resource);
            var version = Manifest.ApiVersion(resource.Type);
            version = BodyTests.Nearest.GetValueOrDefault($"{armType}@{version}", version);
            var body = BodyTests.Oracle.Nested(resource, armType, version, addressing);
            // Those on a scope share a name, which is no fault there and would be one in a file.
            text.Append(CultureInfo.InvariantCulture, $"\n// {resource.Name}\nresource r{i} '{armType}@{version}' = {{\n  name: ");
            text.Append(ArmId.IsOnScope(resource.Short) ? $"names[{i}]" : Quoted(ArmId.PathOf(resource))).Append('\n');
            foreach (var (name, value) in body)
                Write(text, 1, $"{Quoted(name)}: ", value);
            text.Append("}\n");
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, int depth, string name, object value)
    {
        text.Append(' ', depth * 2).Append(name);
        switch (value)
        {
            case IReadOnlyDictionary<string, object> map:
                text.Append("{\n");
                foreach (var (key, inner) in map)
                    Write(text, depth + 1, $"{Quoted(key)}: ", inner);
                text.Append(' ', depth * 2).Append("}\n");
                break;
            case IEnumerable list and not string:
                text.Append("[\n");
                foreach (var item in list)
                    Write(text, depth + 1, "", item);
                text.Append(' ', depth * 2).Append("]\n");
                break;
            default:
                text.Append(Scalar(value)).Append('\n');
                break;
        }
    }

    private static string Scalar(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        double number when number == Math.Floor(number) => ((long)number).ToString(CultureInfo.InvariantCulture),
        double number => $"json('{number.ToString(CultureInfo.InvariantCulture)}')",
        _ => Quoted((string)value),
    };

    private static string Quoted(string text) => "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("'", "\\'", StringComparison.Ordinal).Replace("${", "\\${", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "'";
}
