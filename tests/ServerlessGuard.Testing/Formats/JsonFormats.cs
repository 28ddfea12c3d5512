using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ServerlessGuard.Testing.Formats;

/// <summary>
/// The JSON documents of an assembly: every type that one of its serializer contexts names. <c>SerializationTests</c> requires that nothing
/// else is serialised.
/// </summary>
public static class JsonFormats
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Names of golden files, <c>CaseJson.CaseRecord.json</c>, with the type and how it is serialised.</summary>
    public static IReadOnlyDictionary<string, JsonTypeInfo> Of(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(JsonSerializerContext)))
            .SelectMany(static context => context.GetCustomAttributesData()
                .Where(static one => one.AttributeType == typeof(JsonSerializableAttribute))
                .Select(one => (Context: context, Type: (Type)one.ConstructorArguments[0].Value!)))
            .ToDictionary(static one => $"{one.Context.Name}.{NameOf(one.Type)}.json", static one => InfoOf(one.Context, one.Type));
    }

    /// <summary>A document with every property set, as text to read.</summary>
    public static string Sample(JsonTypeInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        var json = JsonSerializer.Serialize(SampleValue.Of(info.Type), info);
        return JsonNode.Parse(json)!.ToJsonString(Readable) + "\n";
    }

    /// <summary>The properties and enumeration values in the assembly's documents that state no name: <c>Type.Member</c>.</summary>
    public static IReadOnlyList<string> Unnamed(Assembly assembly) =>
    [
        .. TypesOf(assembly)
            .SelectMany(static type => type.IsEnum ? UnnamedValues(type) : UnnamedProperties(type))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The enumerations in the assembly's documents: a line each, with the name of every value.</summary>
    public static string Enumerations(Assembly assembly) => string.Concat(TypesOf(assembly)
        .Where(static type => type.IsEnum)
        .OrderBy(static type => type.Name, StringComparer.Ordinal)
        .Select(static type => $"{type.Name}: {string.Join(' ', Values(type).Select(static field => NameOf(field) ?? "?"))}\n"));

    private static string NameOf(Type type) =>
        type.IsGenericType ? type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)] + type.GetGenericArguments()[0].Name : type.Name;

    private static JsonTypeInfo InfoOf(Type context, Type type)
    {
        var shared = context.GetProperty("Default", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
        return ((JsonSerializerContext)shared).GetTypeInfo(type)!;
    }

    /// <summary>The product's own types in the documents, through collections and properties.</summary>
    private static HashSet<Type> TypesOf(Assembly assembly)
    {
        var seen = new HashSet<Type>();
        foreach (var info in Of(assembly).Values)
        {
            Walk(info.Type);
        }

        return seen;

        void Walk(Type type)
        {
            foreach (var argument in type.GetGenericArguments().Append(type.GetElementType()).OfType<Type>())
            {
                Walk(argument);
            }

            if (type.Namespace?.StartsWith("ServerlessGuard.", StringComparison.Ordinal) == true && seen.Add(type) && !type.IsEnum)
            {
                foreach (var property in Serialised(type))
                {
                    Walk(property.PropertyType);
                }
            }
        }
    }

    private static IEnumerable<PropertyInfo> Serialised(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(static property => property.GetIndexParameters().Length == 0)
        .Where(static property => property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition != JsonIgnoreCondition.Always);

    private static IEnumerable<string> UnnamedProperties(Type type) => Serialised(type)
        .Where(static property => property.GetCustomAttribute<JsonPropertyNameAttribute>() is null)
        .Select(property => $"{type.Name}.{property.Name}");

    private static IEnumerable<string> UnnamedValues(Type type) =>
        Values(type).Where(static field => NameOf(field) is null).Select(field => $"{type.Name}.{field.Name}");

    private static FieldInfo[] Values(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static);

    private static string? NameOf(FieldInfo value) => value.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name;
}
