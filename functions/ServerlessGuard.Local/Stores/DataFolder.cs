using System.Text;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Stores;

/// <summary>The folder of an embedded guard's stores and keys, readable by its owner alone.</summary>
internal static class DataFolder
{
    /// <summary>The file that states <see cref="SchemaVersion.Current"/>.</summary>
    public const string VersionFile = "schema-version";

    /// <summary>The names that the stores make. Without any of them it holds no data: a policy or a key may lie there before.</summary>
    private static readonly string[] Stores =
        ["guard.db", FileAppendLogs.AuditFolder, FileAppendLogs.ContentFolder, "blobs", SecretFile.FileName];

    /// <summary>Makes the folder if it is missing, and states the schema version in one that holds no data yet.</summary>
    /// <exception cref="StoreSchemaException">The folder holds data without a version, or of another one.</exception>
    public static void Open(string path)
    {
        DurableFiles.CreateRoot(path);
        if (!File.Exists(Path.Combine(path, VersionFile)) && !HoldsData(path))
        {
            StateVersion(path);
        }

        RequireVersion(path);
    }

    /// <summary>For a reader: changes nothing.</summary>
    /// <exception cref="StoreSchemaException">The folder holds data without a version, or of another one.</exception>
    public static void RequireVersion(string path)
    {
        var file = Path.Combine(path, VersionFile);
        var found = File.Exists(file) ? File.ReadAllText(file).Trim() : null;
        if (found != SchemaVersion.Text && (found is not null || HoldsData(path)))
        {
            throw new StoreSchemaException(
                $"The data folder {path}", found,
                "Name an empty folder with --data, or delete this one with everything in it.");
        }
    }

    private static bool HoldsData(string path) => Stores.Any(store => Path.Exists(Path.Combine(path, store)));

    // Two processes may open a new folder at once: each writes a file of its own and moves it to the same name.
    private static void StateVersion(string path)
    {
        var written = Path.Combine(path, $"{VersionFile}.{Path.GetRandomFileName()}");
        using (var file = OwnFile.Open(written, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            file.Write(Encoding.ASCII.GetBytes(SchemaVersion.Text + "\n"));
        }

        File.Move(written, Path.Combine(path, VersionFile), overwrite: true);
        DurableFiles.FlushDirectory(path);
    }
}
