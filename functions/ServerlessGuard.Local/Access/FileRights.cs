namespace ServerlessGuard.Local.Access;

/// <summary>Who besides its owner can use a file or folder.</summary>
internal static class FileRights
{
    /// <summary><c>everyone</c>, <c>file-group</c>, or null: only the owner. On Windows null: its lists are not read.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="isRead">Whether reading it is enough; else writing.</param>
    public static string? Others(string path, bool isRead)
    {
        if (OperatingSystem.IsWindows() || !(File.Exists(path) || Directory.Exists(path)))
        {
            return null;
        }

        var mode = File.GetUnixFileMode(path);
        var (group, other) = isRead ? (UnixFileMode.GroupRead | UnixFileMode.GroupWrite, UnixFileMode.OtherRead | UnixFileMode.OtherWrite) : (UnixFileMode.GroupWrite, UnixFileMode.OtherWrite);
        return (mode & other) != 0 ? "everyone" : (mode & group) != 0 ? "file-group" : null;
    }
}
