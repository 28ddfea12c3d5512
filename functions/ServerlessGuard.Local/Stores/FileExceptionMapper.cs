using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Stores;

/// <summary>Turns the file system's errors into the ports' one exception, naming the file.</summary>
internal static class FileExceptionMapper
{
    public static StoreUnavailableException Unavailable(string path, Exception cause) =>
        new($"File {path} cannot be used: {cause.Message}", cause);

    public static void Guard(string path, Action action) => Guard(path, () =>
    {
        action();
        return true;
    });

    public static T Guard<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(path, e);
        }
    }
}
