using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Pulumi;

/// <summary>Turns inputs into what goes over the wire: strings, numbers as double, booleans, lists and maps.</summary>
internal static class WireForm
{
    /// <exception cref="InvalidOperationException">The real serialiser does not take this type either.</exception>
    public static async Task<object?> OfAsync(string path, object? value)
    {
        switch (value)
        {
            case null or bool or double or string:
                return value;
            case int number:
                return (double)number;
            case IInput input:
                return await OfAsync(path, input.Parts).ConfigureAwait(false);
            case IOutput output:
                var data = await output.GetDataAsync().ConfigureAwait(false);
                return data.IsKnown ? await OfAsync(path, data.Value).ConfigureAwait(false) : Unknown.Value;
            case IUnion union:
                return await OfAsync(path, union.Value).ConfigureAwait(false);
            case InputArgs args:
                return await MapAsync(path, args.Members()).ConfigureAwait(false);
            case CustomResource resource:
                return await OfAsync(path, resource.Id).ConfigureAwait(false);
            case JsonElement json:
                return OfJson(json);
            case IDictionary map:
                return await MapAsync(path, map.Keys.Cast<string>().Select(k => (k, map[k]))).ConfigureAwait(false);
            case IList list:
                return await ListAsync(path, list).ConfigureAwait(false);
            case var other when other.GetType().GetCustomAttribute<EnumTypeAttribute>() is not null:
                return other.ToString();
            default:
                throw new InvalidOperationException($"{value.GetType().FullName} is not a supported argument type.\n\t{path}");
        }
    }

    private static async Task<object?> MapAsync(string path, IEnumerable<(string Name, object? Value)> members)
    {
        var result = ImmutableDictionary.CreateBuilder<string, object?>();
        foreach (var (name, member) in members)
            if (await OfAsync($"{path}.{name}", member).ConfigureAwait(false) is { } value)
                result[name] = value;
        return result.ToImmutable();
    }

    private static async Task<object?> ListAsync(string path, IList list)
    {
        var result = ImmutableArray.CreateBuilder<object?>();
        foreach (var item in list)
            result.Add(await OfAsync($"{path}[{result.Count}]", item).ConfigureAwait(false));
        return result.ToImmutable();
    }

    private static object? OfJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => json.GetBoolean(),
        JsonValueKind.Array => json.EnumerateArray().Select(OfJson).ToImmutableArray(),
        JsonValueKind.Object => json.EnumerateObject().ToImmutableDictionary(p => p.Name, p => OfJson(p.Value)),
        _ => null,
    };
}
