using System.Text;

namespace Contracts.Generator;

internal static class ResourceSource
{
    private static readonly HashSet<string> Simple = ["string", "string?", "bool", "bool?", "int", "int?", "double", "double?"];

    public static string Of(string token, Dictionary<string, object?> resource)
    {
        var (space, name, args) = (resource.Text("ns"), resource.Text("class"), resource.Text("args"));
        var needsArgs = resource.List("inputs").Cast<Dictionary<string, object?>>().Any(i => i.TryGetValue("req", out var r) && r is true);
        var outputs = new StringBuilder();
        foreach (var output in resource.Section("outputs"))
        {
            var type = (string)output.Value!;
            if (type.StartsWith("Outputs.", StringComparison.Ordinal))
                type = $"global::{space}.{type}";
            else if (!Simple.Contains(type))
                continue;
            outputs.AppendLine($"    [global::Pulumi.Output(\"{output.Key}\")]");
            outputs.AppendLine(
                $"    public global::Pulumi.Output<{type}> {char.ToUpperInvariant(output.Key[0])}{output.Key.Substring(1)} {{ get; private set; }} = null!;");
        }

        return $$"""
            namespace {{space}};

            public class {{name}} : global::Pulumi.CustomResource
            {
                public {{name}}(string name, {{args}}{{(needsArgs ? " args" : "? args = null")}}, global::Pulumi.CustomResourceOptions? options = null)
                    : base("{{token}}", name, args ?? new {{args}}(), options)
                {
                }

            {{outputs}}}

            """;
    }
}
