namespace Trucewatch.Formats.Tests.Fuzzing;

/// <summary>A few good rows for each reader of tables.</summary>
internal static class Tables
{
    public static string Of(string name) =>
        name switch
        {
            "viina" =>
                "datetime,lon,lat,place_name,event_type,headline\n2025-04-01 12:00:00,37.6,47.9,X,uav,h\n2025-04-20 00:00:00,30.5,50.4,Y,artillery,\"a, \"\"b\"\"\"\n",
            "strikes" =>
                "time_start,time_end,model,launch_place,target,target_main,launched,destroyed,not_reach_goal,still_attacking,"
                    + "border_crossing,is_shahed,num_hit_location,num_fall_fragment_location,carrier,turbojet,turbojet_destroyed,"
                    + "affected region,destroyed_details,launched_details,launch_place_details,source\n"
                    + "2025-04-18 20:00,2025-04-19 09:00,Shahed-136/131,X,Ukraine,,8,8.0,,,,,,,,,,Odesa oblast,,,,kpszsu/posts/1\n",
            "claims" =>
                "truce,window_start_local,window_end_local,claimant,accused,category,count,qualifier,area,note,source_url\n"
                    + "easter-2025,2025-04-20T00:00,2025-04-20T12:00,UA president,RU,total,5,more than,all,,u\n",
            "windows" => "truce,declared_by,accepted_by,start_utc,end_utc,scope,note\n"
                + "easter-2025,Russia,Ukraine said it would mirror,2025-04-19T15:00Z,2025-04-20T21:00Z,general ceasefire,words\n",
            "firms" =>
                "latitude,longitude,brightness,scan,track,acq_date,acq_time,satellite,confidence,version,bright_t31,frp,daynight,product,snapshot_utc\n"
                    + "47.1,37.5,330.1,0.4,0.4,2025-04-20,1034,N,nominal,2.0NRT,290.2,5.1,D,VIIRS,2025-04-21T00:00:00Z\n",
            "facilities" => "name,latitude,longitude,primary_fuel\nplant one,47.1,37.5,Coal\n",
            "places" => "name,alternatenames,latitude,longitude,population\nKyiv,\"Kiev,Київ\",50.45,30.52,2797553\n",
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such table"),
        };
}
