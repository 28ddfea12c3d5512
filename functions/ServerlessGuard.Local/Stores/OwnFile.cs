namespace ServerlessGuard.Local.Stores;

/// <summary>Files of the data folder, which this user alone may read and write.</summary>
internal static class OwnFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens a file; one that is made gets the owner's permissions alone.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share, FileOptions options = FileOptions.None)
    {
        var how = new FileStreamOptions { Mode = mode, Access = access, Share = share, Options = options };
        if (!OperatingSystem.IsWindows() && mode is not (FileMode.Open or FileMode.Truncate))
        {
            how.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, how);
    }

    /// <summary>Takes the others' permissions from a file that is there; makes it if it is missing.</summary>
    public static void Protect(string path)
    {
        Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete).Dispose();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, OwnerOnly);
        }
    }

    /// <summary>The same for an open file.</summary>
    public static void Protect(Microsoft.Win32.SafeHandles.SafeFileHandle handle)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(handle, OwnerOnly);
        }
    }
}
