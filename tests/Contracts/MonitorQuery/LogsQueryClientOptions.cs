using Azure.Core;

namespace Azure.Monitor.Query;

public class LogsQueryClientOptions : ClientOptions
{
    public LogsQueryClientOptions(ServiceVersion version = ServiceVersion.V1) => _ = version;

    public enum ServiceVersion
    {
        V1 = 1,
    }
}
