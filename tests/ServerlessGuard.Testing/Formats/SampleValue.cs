using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Testing.Formats;

/// <summary>Makes a value of any type with every property set, the same each time, so that a document of it shows every name.</summary>
public static class SampleValue
{
    public static object Of(Type type, string name = "value")
    {
        ArgumentNullException.ThrowIfNull(type);
        type = Nullable.GetUnderlyingType(type) ?? type;
        return Simple(type, name) ?? Collection(type, name) ?? Record(type);
    }

    private static object? Simple(Type type, string name) => type switch
    {
        _ when type == typeof(string) => name,
        _ when type == typeof(bool) => true,
        _ when type == typeof(int) => 1,
        _ when type == typeof(long) => 2L,
        _ when type == typeof(double) => 0.5,
        _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        _ when type == typeof(TimeSpan) => TimeSpan.FromSeconds(90),
        _ when type == typeof(byte[]) => new byte[] { 1, 2, 3 },
        _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>([1, 2, 3]),
        _ when type == typeof(Uri) => new Uri("https://example.com/"),
        _ when type == typeof(JsonObject) => new JsonObject { [name] = true },
        _ when type.IsEnum => Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1),
        _ => null,
    };

    private static object? Collection(Type type, string name)
    {
        if (type.IsArray)
        {
            var array = Array.CreateInstance(type.GetElementType()!, 1);
            array.SetValue(Of(type.GetElementType()!, name), 0);
            return array;
        }

        if (!type.IsGenericType || !type.IsAssignableTo(typeof(IEnumerable)))
        {
            return null;
        }

        var arguments = type.GetGenericArguments();
        var made = arguments.Length == 2 ? typeof(Dictionary<,>)
            : type.GetGenericTypeDefinition() == typeof(IReadOnlySet<>) ? typeof(HashSet<>)
            : typeof(List<>);
        var items = Activator.CreateInstance(made.MakeGenericType(arguments))!;
        made.MakeGenericType(arguments).GetMethod("Add")!.Invoke(items, [.. arguments.Select(argument => Of(argument, name))]);
        return items;
    }

    private static object Record(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(one => one.GetParameters() is not [{ ParameterType: var only }] || only != type)
            .MaxBy(static one => one.GetParameters().Length);
        var value = constructor is null
            ? Activator.CreateInstance(type)!
            : constructor.Invoke(
                [.. constructor.GetParameters().Select(static parameter => Of(parameter.ParameterType, Camel(parameter.Name!)))]);
        foreach (var property in type.GetProperties()
            .Where(static p => p.SetMethod is not null && p.GetCustomAttribute<JsonIgnoreAttribute>() is null))
        {
            property.SetValue(value, Of(property.PropertyType, Camel(property.Name)));
        }

        return value;
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
