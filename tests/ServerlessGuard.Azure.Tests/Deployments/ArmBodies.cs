using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Bicep.Types.Az;
using Azure.Bicep.Types.Concrete;

namespace ServerlessGuard.Azure.Tests.Deployments;

/// <summary>
/// Holds a request's body against Azure's own type of that API version: unknown or read-only names, wrong values, what is missing.
/// </summary>
internal static class ArmBodies
{
    private static readonly AzTypeLoader Loader = new();
    private static readonly Dictionary<string, TypeBase> Bodies = [];

    public static IReadOnlyList<string> Faults(string type, string apiVersion, JsonNode? body)
    {
        var faults = new List<string>();
        Check("body", body, BodyOf($"{type}@{apiVersion}"), faults);
        return faults;
    }

    private static TypeBase BodyOf(string key)
    {
        lock (Bodies)
        {
            return Bodies.TryGetValue(key, out var known)
                ? known
                : Bodies[key] = Loader.LoadResourceType(Loader.LoadTypeIndex().Resources[key]).Body.Type;
        }
    }

    private static void Check(string path, JsonNode? value, TypeBase type, List<string> faults)
    {
        switch (type)
        {
            case ObjectType known when value is JsonObject given:
                CheckMembers(path, given, known.Properties, known.AdditionalProperties?.Type, faults);
                break;
            case DiscriminatedObjectType choice when value is JsonObject given:
                var all = new Dictionary<string, ObjectTypeProperty>(choice.BaseProperties);
                if ((string?)given[choice.Discriminator] is { } chosen && choice.Elements.TryGetValue(chosen, out var element))
                {
                    foreach (var (name, property) in ((ObjectType)element.Type).Properties)
                    {
                        all[name] = property;
                    }
                }

                CheckMembers(path, given, all, null, faults);
                break;
            case ArrayType array when value is JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    Check($"{path}[{i}]", items[i], array.ItemType.Type, faults);
                }

                break;
            default:
                if (!Fits(value, type))
                {
                    faults.Add($"{path} is {value?.ToJsonString() ?? "null"}, and Azure wants {type.GetType().Name}");
                }

                break;
        }
    }

    private static void CheckMembers(
        string path, JsonObject given, IReadOnlyDictionary<string, ObjectTypeProperty> known, TypeBase? additional, List<string> faults)
    {
        foreach (var (name, value) in given)
        {
            if (known.TryGetValue(name, out var property))
            {
                if (property.Flags.HasFlag(ObjectTypePropertyFlags.ReadOnly))
                {
                    faults.Add($"{path}.{name} is read-only");
                }

                Check($"{path}.{name}", value, property.Type.Type, faults);
            }
            else if (additional is not null)
            {
                Check($"{path}.{name}", value, additional, faults);
            }
            else
            {
                faults.Add($"{path}.{name} is not in Azure's type");
            }
        }

        // The address holds what the type requires beside the body.
        faults.AddRange(known.Where(k => k.Value.Flags.HasFlag(ObjectTypePropertyFlags.Required)
            && !k.Value.Flags.HasFlag(ObjectTypePropertyFlags.ReadOnly)
            && !given.ContainsKey(k.Key)
            && !(path == "body" && k.Key == "name"))
            .Select(k => $"{path} lacks the required {k.Key}"));
    }

    private static bool Fits(JsonNode? value, TypeBase type) => type switch
    {
        AnyType => true,
        StringType => value?.GetValueKind() == JsonValueKind.String,
        StringLiteralType literal => value?.GetValueKind() == JsonValueKind.String && (string?)value == literal.Value,
        BooleanType => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        IntegerType => value is JsonValue number && number.TryGetValue(out int _),
        // Azure's lists of words are open to words to come; ours are not.
        UnionType union => union.Elements.Where(
            e => e.Type is StringLiteralType || !union.Elements.Any(static o => o.Type is StringLiteralType)).Any(e => Fits(value, e.Type)),
        _ => false,
    };
}
