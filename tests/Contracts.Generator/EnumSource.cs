using System.Text;

namespace Contracts.Generator;

internal static class EnumSource
{
    public static string Of(string space, string name, Dictionary<string, object?> values)
    {
        var members = new StringBuilder();
        foreach (var value in values)
            members.AppendLine($"    public static {name} {value.Key} {{ get; }} = new {name}(\"{value.Value}\");");

        return $$"""
            namespace {{space}};

            [global::Pulumi.EnumType]
            public readonly struct {{name}} : global::System.IEquatable<{{name}}>
            {
                private readonly string _value;

                private {{name}}(string value)
                {
                    _value = value ?? throw new global::System.ArgumentNullException(nameof(value));
                }

            {{members}}
                public static bool operator ==({{name}} left, {{name}} right) => left.Equals(right);

                public static bool operator !=({{name}} left, {{name}} right) => !left.Equals(right);

                public static explicit operator string({{name}} value) => value._value;

                public override bool Equals(object? obj) => obj is {{name}} other && Equals(other);

                public bool Equals({{name}} other) => string.Equals(_value, other._value, global::System.StringComparison.Ordinal);

                public override int GetHashCode() => _value?.GetHashCode() ?? 0;

                public override string ToString() => _value;
            }

            """;
    }
}
