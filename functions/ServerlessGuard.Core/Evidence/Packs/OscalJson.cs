using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ServerlessGuard.Core.Evidence.Controls;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>The parts that OSCAL's documents share: metadata, properties, resources with media type and hash, ids.</summary>
internal static class OscalJson
{
    private const string Version = "1.2.1";
    private const string Namespace = "urn:serverlessguard:oscal";

    /// <param name="model">The name of the document's model, which is its one member.</param>
    public static byte[] Document(string model, string title, string uuid, DateTimeOffset modified, Action<Utf8JsonWriter> rest) =>
        PackJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject(model);
            json.WriteString("uuid", uuid);
            json.WriteStartObject("metadata");
            json.WriteString("title", title);
            json.WriteString("last-modified", Time(modified));
            json.WriteString("version", Time(modified));
            json.WriteString("oscal-version", Version);
            json.WriteEndObject();
            rest(json);
            json.WriteEndObject();
            json.WriteEndObject();
        });

    public static void Property(Utf8JsonWriter json, string name, string value, string? remarks = null)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("ns", Namespace);
        json.WriteString("value", value);
        if (remarks is not null)
        {
            json.WriteString("remarks", remarks);
        }

        json.WriteEndObject();
    }

    /// <summary>The controls that are reviewed: all of the catalog.</summary>
    public static void ReviewedControls(Utf8JsonWriter json, string catalog, IReadOnlyList<Control> controls)
    {
        json.WriteStartObject("reviewed-controls");
        Array(json, "links", [catalog], uuid => Link(json, "#" + uuid, "reference"));
        json.WriteStartArray("control-selections");
        json.WriteStartObject();
        Array(json, "include-controls", controls, control =>
        {
            json.WriteStartObject();
            json.WriteString("control-id", control.Id);
            json.WriteEndObject();
        });
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("control-objective-selections");
        json.WriteStartObject();
        Array(json, "include-objectives", controls, control =>
        {
            json.WriteStartObject();
            json.WriteString("objective-id", ObjectiveOf(control));
            json.WriteEndObject();
        });
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Link(Utf8JsonWriter json, string href, string rel)
    {
        json.WriteStartObject();
        json.WriteString("href", href);
        json.WriteString("rel", rel);
        json.WriteEndObject();
    }

    public static void BackMatter(Utf8JsonWriter json, IReadOnlyList<OscalResource> resources)
    {
        json.WriteStartObject("back-matter");
        Array(json, "resources", resources, resource =>
        {
            json.WriteStartObject();
            json.WriteString("uuid", resource.Uuid);
            json.WriteString("title", resource.Title);
            json.WriteStartArray("rlinks");
            json.WriteStartObject();
            json.WriteString("href", resource.File);
            json.WriteString("media-type", MediaTypeOf(resource.File));
            if (resource.Content is { } content)
            {
                json.WriteStartArray("hashes");
                json.WriteStartObject();
                json.WriteString("algorithm", "SHA-256");
                json.WriteString("value", PackManifest.Digest(content));
                json.WriteEndObject();
                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    /// <summary>OSCAL has no empty lists.</summary>
    public static void Array<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        if (items.Count > 0)
        {
            json.WriteStartArray(name);
            foreach (var item in items)
            {
                write(item);
            }

            json.WriteEndArray();
        }
    }

    /// <summary>The id of the objective that a control's finding is about.</summary>
    public static string ObjectiveOf(Control control) => control.Id + "_obj";

    /// <summary>The same for the same seed and name, with the bits of a version 4 UUID, which OSCAL requires.</summary>
    public static string Uuid(string seed, string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{name}"))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static string MediaTypeOf(string file) => Path.GetExtension(file) switch
    {
        ".json" => "application/json",
        ".yaml" => "application/yaml",
        _ => "text/plain",
    };
}

/// <summary>A file of the pack as a resource.</summary>
/// <param name="Content">Its bytes; null where its hash would have to hold itself.</param>
internal sealed record OscalResource(string Uuid, string Title, string File, byte[]? Content);
