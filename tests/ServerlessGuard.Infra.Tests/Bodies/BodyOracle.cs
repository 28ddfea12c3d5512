using System.Collections;
using Azure.Bicep.Types.Az;
using Azure.Bicep.Types.Concrete;
using Azure.Bicep.Types.Index;
using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests.Bodies;

/// <summary>
/// Holds a registered resource against Azure's own type of that API version. Pulumi flattens: an input is looked for in the body,
/// then under its <c>properties</c>; names that Pulumi changed are in <see cref="Renames"/>.
/// </summary>
internal sealed class BodyOracle
{
    private readonly AzTypeLoader _loader = new();
    private readonly TypeIndex _index;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, TypeBase> _bodies = new();

    public BodyOracle() => _index = _loader.LoadTypeIndex();

    /// <summary>Null when Azure's types do not hold that API version.</summary>
    public IReadOnlyList<string>? Faults(RecordedResource resource, string armType, string apiVersion, IReadOnlySet<string> addressing)
    {
        if (!_index.Resources.ContainsKey($"{armType}@{apiVersion}"))
            return null;
        var faults = new List<string>();
        var body = Body($"{armType}@{apiVersion}");
        // A name that Pulumi knows by heart is no input, and may choose among the shapes of a body.
        var known = addressing.Where(a => a[0] == '\'').Select(a => KeyValuePair.Create("name", (object)a.Trim('\'')));
        CheckObject(resource.Name, resource.Inputs.Where(i => !addressing.Contains(i.Key)).Concat(known), body, faults, requireAll: true);
        return faults;
    }

    /// <summary>The body that Azure gets: what Pulumi flattens is nested again, and what it renames has Azure's name.</summary>
    public Dictionary<string, object> Nested(RecordedResource resource, string armType, string apiVersion, IReadOnlySet<string> addressing)
    {
        var known = addressing.Where(a => a[0] == '\'').Select(a => KeyValuePair.Create("name", (object)a.Trim('\'')));
        return Nested(resource.Inputs.Where(i => !addressing.Contains(i.Key)), Body($"{armType}@{apiVersion}"), [.. known]);
    }

    private static Dictionary<string, object> Nested(
        IEnumerable<KeyValuePair<string, object>> values, TypeBase type, List<KeyValuePair<string, object>> known)
    {
        var given = values.ToList();
        var body = new Dictionary<string, object>();
        if (PropertiesOf(type, [.. given, .. known]) is not { } properties)
            return given.ToDictionary(g => g.Key, g => Nested(g.Key, g.Value, Additional(type) ?? type));
        var inner = properties.TryGetValue("properties", out var nested) && given.All(g => g.Key != "properties")
            ? PropertiesOf(nested.Type.Type, given)
            : null;
        foreach (var (name, value) in given)
        {
            var (to, property, owner) = Find(Renames.Of(name), properties, inner);
            var place = body;
            if (owner.Length > 0 && property is not null)
            {
                body.TryAdd("properties", new Dictionary<string, object>());
                place = (Dictionary<string, object>)body["properties"];
            }

            place[property is null ? Renames.Of(name) : to] = Nested(name, value, property?.Type.Type ?? Additional(type) ?? type);
        }

        return body;
    }

    private static object Nested(string name, object value, TypeBase type) => value switch
    {
        IReadOnlyDictionary<string, object> map => Nested(map, type, []),
        // Pulumi takes the identities as a list and sends a map.
        IEnumerable list and not string when type is ObjectType && name == "userAssignedIdentities" =>
            list.Cast<string>().ToDictionary(id => id, object (_) => new Dictionary<string, object>()),
        IEnumerable list and not string =>
            list.Cast<object>().Select(i => Nested(name, i, (type as ArrayType)?.ItemType.Type ?? type)).ToList(),
        _ => value,
    };

    public bool IsType(string name) => Newest(name) is not null;

    /// <summary>
    /// Whether a policy alias, a type followed by a dotted path under its properties, is in the newest version of the type.
    /// </summary>
    public bool HasProperty(string alias)
    {
        var slash = alias.LastIndexOf('/');
        if (Newest(alias[..slash]) is not { } newest)
            return false;
        var at = (TypeBase?)Body(newest);
        foreach (var part in alias[(slash + 1)..].Split('.').Prepend("properties"))
            at = at is null ? null : PropertiesOf(at, [])?.GetValueOrDefault(part)?.Type.Type;
        return at is not null;
    }

    // Loading one reads a file with hundreds of types.
    private TypeBase Body(string type) => _bodies.GetOrAdd(type, t => _loader.LoadResourceType(_index.Resources[t]).Body.Type);

    private string? Newest(string type) =>
        _index.Resources.Keys.Where(
            k => k.StartsWith(type + "@", StringComparison.OrdinalIgnoreCase) && !k.EndsWith("-preview", StringComparison.Ordinal))
            .Concat(_index.Resources.Keys.Where(k => k.StartsWith(type + "@", StringComparison.OrdinalIgnoreCase)))
            .MaxBy(k => (!k.EndsWith("-preview", StringComparison.Ordinal), k), Comparer<(bool, string)>.Create(
                (a, b) => a.Item1 != b.Item1 ? a.Item1.CompareTo(b.Item1) : string.CompareOrdinal(a.Item2, b.Item2)));

    private static void CheckObject(
        string path, IEnumerable<KeyValuePair<string, object>> values, TypeBase type, List<string> faults, bool requireAll)
    {
        var given = values.ToList();
        var properties = PropertiesOf(type, given);
        if (properties is null)
            return;
        var inner = properties.TryGetValue("properties", out var nested) && given.All(g => g.Key != "properties")
            ? PropertiesOf(nested.Type.Type, given)
            : null;
        var seen = new HashSet<string>();
        foreach (var (name, value) in given)
        {
            var wire = Renames.Of(name);
            var (known, property, owner) = Find(wire, properties, inner);
            if (property is null)
            {
                if (Additional(type) is { } any)
                    Check($"{path}.{name}", value, any, faults);
                else
                    faults.Add($"{path}.{name} is not in Azure's type");
                continue;
            }

            seen.Add(owner + known);
            if (property.Flags.HasFlag(ObjectTypePropertyFlags.ReadOnly))
                faults.Add($"{path}.{name} is read-only");
            Check($"{path}.{name}", value, property.Type.Type, faults);
        }

        foreach (var missing in Required(properties, "").Concat(inner is null ? [] : Required(inner, "properties."))
            .Where(r => requireAll && !seen.Contains(r)))
            if (missing is not ("name" or "properties" or "type" or "apiVersion"))
                faults.Add($"{path} lacks the required {missing}");
    }

    /// <summary>Pulumi puts its own case on some names (Application Insights); what is read-only outside may be meant inside.</summary>
    private static (string Known, ObjectTypeProperty? Property, string Owner) Find(
        string wire, IReadOnlyDictionary<string, ObjectTypeProperty> outside, IReadOnlyDictionary<string, ObjectTypeProperty>? inside)
    {
        var own = outside.FirstOrDefault(p => p.Key.Equals(wire, StringComparison.OrdinalIgnoreCase));
        var within = inside?.FirstOrDefault(p => p.Key.Equals(wire, StringComparison.OrdinalIgnoreCase)) ?? default;
        if (within.Value is not null && (own.Value is null || own.Value.Flags.HasFlag(ObjectTypePropertyFlags.ReadOnly)))
            return (within.Key, within.Value, "properties.");
        return (own.Key, own.Value, "");
    }

    private static void Check(string path, object value, TypeBase type, List<string> faults)
    {
        switch (type)
        {
            case ObjectType or DiscriminatedObjectType when value is IReadOnlyDictionary<string, object> map:
                CheckObject(path, map, type, faults, requireAll: true);
                break;
            // Pulumi takes the identities as a list and sends a map.
            case ObjectType when value is IEnumerable and not string && path.EndsWith(".userAssignedIdentities", StringComparison.Ordinal):
                break;
            case ArrayType array when value is IEnumerable list and not string:
                foreach (var (item, i) in list.Cast<object>().Select((item, i) => (item, i)))
                    Check($"{path}[{i}]", item, array.ItemType.Type, faults);
                break;
            case UnionType union:
                if (!union.Elements.Any(e => Fits(value, e.Type)))
                    faults.Add(
                        $"{path} is '{value}', which is none of {string.Join(", ", union.Elements.Select(e => (e.Type as StringLiteralType)?.Value))}");
                break;
            default:
                if (!Fits(value, type))
                    faults.Add($"{path} is a {value.GetType().Name} '{value}', and Azure wants {type.GetType().Name}");
                break;
        }
    }

    private static bool Fits(object value, TypeBase type) => type switch
    {
        AnyType => true,
        StringType text => value is string s
            && (text.MinLength is not { } least || s.Length >= least)
            && (text.MaxLength is not { } most || s.Length <= most)
            && (text.Pattern is not { } pattern || System.Text.RegularExpressions.Regex.IsMatch(s, pattern)),
        StringLiteralType literal => value is string s && s == literal.Value,
        BooleanType => value is bool,
        IntegerType number => value is double d
            && d == Math.Floor(d)
            && (number.MinValue is not { } least || d >= least)
            && (number.MaxValue is not { } most || d <= most),
        UnionType union => union.Elements.Any(e => Fits(value, e.Type)),
        ObjectType or DiscriminatedObjectType => value is IReadOnlyDictionary<string, object>,
        ArrayType => value is IEnumerable and not string,
        _ => false,
    };

    private static IReadOnlyDictionary<string, ObjectTypeProperty>? PropertiesOf(TypeBase type, List<KeyValuePair<string, object>> given)
    {
        if (type is ObjectType simple)
            return simple.Properties;
        if (type is not DiscriminatedObjectType choice)
            return null;
        var which = given.FirstOrDefault(g => g.Key == choice.Discriminator || Renames.Of(g.Key) == choice.Discriminator).Value as string;
        var all = new Dictionary<string, ObjectTypeProperty>(choice.BaseProperties);
        if (which is not null && choice.Elements.TryGetValue(which, out var element) && element.Type is ObjectType chosen)
            foreach (var (name, property) in chosen.Properties)
                all[name] = property;
        return all;
    }

    private static TypeBase? Additional(TypeBase type) => (type as ObjectType)?.AdditionalProperties?.Type;

    private static IEnumerable<string> Required(IReadOnlyDictionary<string, ObjectTypeProperty> properties, string prefix) =>
        properties.Where(p => p.Value.Flags.HasFlag(ObjectTypePropertyFlags.Required)
            && !p.Value.Flags.HasFlag(ObjectTypePropertyFlags.ReadOnly)).Select(p => prefix + p.Key);
}
