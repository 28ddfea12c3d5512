using System.Globalization;
using System.Text.Json;

namespace ServerlessGuard.Core.Evidence.Facts;

/// <summary>
/// The members of an entry that decide whether a requirement concerns it. Most entries concern none, so the rest is not decoded.
/// </summary>
internal readonly record struct EntryHeader(string Kind, DateTimeOffset Time, string Verdict)
{
    /// <summary>Reads the members; the kind is empty when the bytes are not an entry.</summary>
    public static EntryHeader At(ReadOnlySpan<byte> entry)
    {
        var (kind, time, verdict) = ("", default(DateTimeOffset), "");
        try
        {
            var reader = new Utf8JsonReader(entry);
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                {
                    continue;
                }

                if (reader.ValueTextEquals("kind"u8))
                {
                    reader.Read();
                    kind = reader.GetString() ?? "";
                }
                else if (reader.ValueTextEquals("time"u8))
                {
                    reader.Read();
                    time = DateTimeOffset.Parse(reader.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
                }
                else if (reader.ValueTextEquals("verdict"u8))
                {
                    reader.Read();
                    verdict = reader.GetString() ?? "";
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return new("", default, "");
        }

        return new(kind, time, verdict);
    }
}
