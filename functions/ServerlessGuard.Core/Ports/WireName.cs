using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Ports;

/// <summary>
/// The names of enumeration values outside the code: in documents, audit entries, policies, metrics, APIs and output. Each value states its
/// name with <see cref="JsonStringEnumMemberNameAttribute"/>, so that a rename in code changes no word that is stored or read elsewhere.
/// Thread-safe.
/// </summary>
public static class WireName
{
    /// <exception cref="ArgumentOutOfRangeException">The type has no such value.</exception>
    public static string Of<T>(T value)
        where T : struct, Enum =>
        Names<T>.ByValue.TryGetValue(value, out var name)
            ? name
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{typeof(T).Name} has no such value.");

    /// <summary>Reads a name; letter case does not matter.</summary>
    public static bool TryRead<T>([NotNullWhen(true)] string? name, out T value)
        where T : struct, Enum
    {
        value = default;
        return name is not null && Names<T>.ByName.TryGetValue(name, out value);
    }

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> ByValue = typeof(T)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .ToFrozenDictionary(
                static field => (T)field.GetValue(null)!,
                static field => field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
                    ?? throw new InvalidOperationException($"{typeof(T).Name}.{field.Name} states no name."));

        public static readonly FrozenDictionary<string, T> ByName = ByValue.ToFrozenDictionary(
            static pair => pair.Value, static pair => pair.Key, StringComparer.OrdinalIgnoreCase);
    }
}
