using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>Writes the JSON of packs: indented, with the same bytes on every system and a final newline.</summary>
internal static class PackJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            write(json);
        }

        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }
}
