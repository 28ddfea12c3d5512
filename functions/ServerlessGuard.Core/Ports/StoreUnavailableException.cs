using System.Globalization;

namespace ServerlessGuard.Core.Ports;

/// <summary>
/// A store behind a port did not answer or refused. The host maps it once and fails closed. The message names the
/// store and the operation, never stored content.
/// </summary>
public class StoreUnavailableException : Exception
{
    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>
/// A store holds data without a schema version, or of another one than <see cref="SchemaVersion.Current"/>. The guard converts nothing.
/// The message names the location and the fix.
/// </summary>
/// <param name="location">The folder or the account.</param>
/// <param name="found">The version that the store states; null for none.</param>
/// <param name="fix">The suggested fix: sentences.</param>
public sealed class StoreSchemaException(string location, string? found, string fix) : StoreUnavailableException(
    $"{location} holds data {(found is null ? "without a schema version" : $"of schema version {found}")}; this guard reads "
    + $"version {SchemaVersion.Text} alone and converts nothing. {fix}");

/// <summary>
/// The version of the formats of everything that the guard stores: documents, messages, blobs, logs, files. The golden files of the tests
/// state these formats; a change of one raises the version. A store of another version is refused.
/// </summary>
public static class SchemaVersion
{
    public const int Current = 2;

    public static string Text { get; } = Current.ToString(CultureInfo.InvariantCulture);
}
