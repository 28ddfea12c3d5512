namespace ServerlessGuard.Local;

internal static class Program
{
    public static int Main() => 2;
}
