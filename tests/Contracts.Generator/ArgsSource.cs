using System.Text;

namespace Contracts.Generator;

internal static class ArgsSource
{
    public static string Of(string space, string owner, string name, List<object?> inputs, Dictionary<string, object?> enums)
    {
        var members = new StringBuilder();
        var defaults = new StringBuilder();
        foreach (var input in inputs.Cast<Dictionary<string, object?>>())
        {
            var type = TypeName.Full(input.Text("t"), owner);
            var required = input.TryGetValue("req", out var r) && r is true;
            var attribute = $"    [global::Pulumi.Input(\"{input.Text("w")}\"{(required ? ", required: true" : "")})]\n";
            members.AppendLine(Member(attribute, input.Text("n"), type, required));
            if (input.TryGetValue("def", out var value))
                defaults.AppendLine($"        {input.Text("n")} = {Default(type, (string)value!, enums)};");
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

    /// <summary>A strict enum takes no plain string: its default is written as its member.</summary>
    private static string Default(string type, string value, Dictionary<string, object?> enums)
    {
        const string Strict = "global::Pulumi.Input<global::";
        if (!type.StartsWith(Strict, StringComparison.Ordinal) || value[0] != '"')
            return value;
        var name = type.Substring(Strict.Length, type.IndexOf('>') - Strict.Length);
        var member = ((Dictionary<string, object?>)enums[name]!).First(m => (string)m.Value! == value.Trim('"')).Key;
        return $"global::{name}.{member}";
    }

    /// <summary>
    /// Lists and maps come to life when first read, so that <c>{ ... }</c> initialisers work. The attribute is on the field, as in the
    /// real code: a list that nobody touched is not sent, and a required one is missing.
    /// </summary>
    private static string Member(string attribute, string name, string type, bool required)
    {
        if (type.StartsWith("global::Pulumi.InputList<", StringComparison.Ordinal)
            || type.StartsWith("global::Pulumi.InputMap<", StringComparison.Ordinal))
            return $"{attribute}    private {type}? _{name};\n\n    public {type} {name} {{ get => _{name} ??= new {type}(); set => _{name} = value; }}\n";
        return $"{attribute}    public {type} {name} {{ get; set; }}{(required ? " = null!;" : "")}\n";
    }
}
