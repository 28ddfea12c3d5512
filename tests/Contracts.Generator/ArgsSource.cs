using System.Text;

namespace Contracts.Generator;

internal static class ArgsSource
{
    public static string Of(string space, string owner, string name, List<object?> inputs)
    {
        var members = new StringBuilder();
        var defaults = new StringBuilder();
        foreach (var input in inputs.Cast<Dictionary<string, object?>>())
        {
            var type = TypeName.Full(input.Text("t"), owner);
            var required = input.TryGetValue("req", out var r) && r is true;
            members.AppendLine($"    [global::Pulumi.Input(\"{input.Text("w")}\"{(required ? ", required: true" : "")})]");
            members.AppendLine(Member(input.Text("n"), type, required));
            if (input.TryGetValue("def", out var value))
                defaults.AppendLine($"        {input.Text("n")} = {value};");
        }

        return $$"""
            namespace {{space}};

            public sealed class {{name}} : global::Pulumi.ResourceArgs
            {
            {{members}}
                public {{name}}()
                {
            {{defaults}}    }

                public static new {{name}} Empty => new {{name}}();
            }

            """;
    }

    /// <summary>Lists and maps come to life when first read, so that <c>{ ... }</c> initialisers work; a required one that nobody touched is still missing.</summary>
    private static string Member(string name, string type, bool required)
    {
        if (type.StartsWith("global::Pulumi.InputList<", StringComparison.Ordinal) || type.StartsWith("global::Pulumi.InputMap<", StringComparison.Ordinal))
            return $"    public {type} {name} {{ get => _{name} ??= new {type}(); set => _{name} = value; }}\n    private {type}? _{name};";
        return $"    public {type} {name} {{ get; set; }}{(required ? " = null!;" : "")}";
    }
}
